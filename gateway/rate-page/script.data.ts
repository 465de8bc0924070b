import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';
import { PAGE_WINDOW_MS } from './page-window.data.ts';

/**
 * The page's only script, an extra: without it everything works. It counts characters; keeps the page's own address, so that a reload after
 * the code has changed does not lose the page; keeps what is entered on this phone, until it is on disk or the page too old to be sent;
 * and sends by itself, again and again, where the network breaks. What is sent twice is one rating: the ticket says so.
 *
 * One slot for all pages: {p: path and form, b: form data, t: when, s: sent but not answered}. ES5, for old WebViews.
 */
export const PAGE_SCRIPT = `(function(d,w){
var id=function(i){return d.getElementById(i)},m=d.querySelector('main'),f=id('f'),t=id('t'),c=id('c'),u=m.getAttribute('data-u'),P=location.pathname,K='mingjing-page',n=0,timer,busy,done,body,note=d.querySelector('.note');
if(t&&c){t.oninput=function(){c.textContent=t.value.length+'/${REMARK_MAX}'};t.oninput()}
if(u&&w.history.replaceState)w.history.replaceState(null,'',P+u);
if(note&&note.tabIndex==-1)note.focus();
function put(v){try{v?w.localStorage.setItem(K,JSON.stringify(v)):w.localStorage.removeItem(K)}catch(e){}}
function get(){try{var v=JSON.parse(w.localStorage.getItem(K));return v&&Date.now()-v.t<${PAGE_WINDOW_MS}&&v}catch(e){}}
var old=get();
if(!f){if(!m.getAttribute('data-k'))put();return}
P+=f.getAttribute('data-a');
if(!w.fetch||!w.URLSearchParams||!w.FormData)return;
function data(){return new URLSearchParams(new FormData(f)).toString()}
function keep(s){put({p:P,b:body=data(),t:Date.now(),s:s})}
f.oninput=f.onchange=function(){if(!busy)keep(0)};
function say(x){id('w').textContent=id('p').getAttribute(x)}
function send(){
clearTimeout(timer);say('data-n');id('g').hidden=true;
var a=w.AbortController&&new AbortController(),cut=setTimeout(function(){a&&a.abort()},20000);
fetch(f.action,{method:'POST',headers:{'content-type':'application/x-www-form-urlencoded'},body:body,credentials:'same-origin',signal:a?a.signal:undefined}).then(function(r){if(r.status==429||r.status>499)throw r;return r.text()}).then(function(x){if(done)return;done=1;clearTimeout(cut);clearTimeout(timer);w.removeEventListener('online',send);d.open();d.write(x);d.close()},function(){if(done)return;clearTimeout(cut);say('data-r');id('g').hidden=false;timer=setTimeout(send,Math.min(30,Math.pow(2,n++))*(750+Math.random()*500))})}
function start(){if(busy)return;busy=1;keep(1);f.hidden=true;id('i').hidden=true;id('p').hidden=false;w.scrollTo(0,0);id('p').focus();w.addEventListener('online',send);send()}
id('g').onclick=send;
f.onsubmit=function(e){e.preventDefault();start()};
if(old&&old.p==P&&!f.getAttribute('data-e')){new URLSearchParams(old.b).forEach(function(v,k){var l=f.querySelectorAll('[name="'+k+'"]');for(var i=0;i<l.length;i++){if(l[i].type=='hidden')continue;if(l[i].type=='textarea')l[i].value=v;else if(l[i].value==v)l[i].checked=true}});if(t)t.oninput();if(old.s)start()}
else if(old)put();
})(document,window)`.replaceAll('\n', '');
