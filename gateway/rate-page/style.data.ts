import { LEVEL_COLOURS, ON_LEVEL } from '@mingjing/shared/domain/level-colours.data.ts';
import { LEVEL_ORDER, type Level } from '@mingjing/shared/domain/levels.ts';

/** A chosen tile looks as it does on the terminal: in the level's colour, its face on a light disc. */
function levelRules(level: Level): string {
  const colour = LEVEL_COLOURS[level];
  return `.l${level} .f,#l${level}:checked+.tile{background:${colour};border-color:${colour}}.l${level} .f{stroke:${colour}}.l${level} .e{fill:${colour}}`;
}

/**
 * The page's style. Sizes in rem, so that it follows the phone's font setting (tested 0.9 to 1.75); level colours and faces are those of the
 * terminal. No :has(), no flex-gap, no custom properties: old WebViews show it too. The grid only
 * makes the five targets equally high when words wrap; the button stays in view once there is something to send and room for it.
 */
export const PAGE_STYLE = `
*{box-sizing:border-box}
[hidden]{display:none!important}
html{-webkit-tap-highlight-color:transparent}
body{margin:0;background:#eef1f4;color:#16202b;font-family:system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;line-height:1.5;overflow-wrap:break-word;overflow-wrap:anywhere}
:lang(ug){font-family:"UKIJ Tuz","Noto Naskh Arabic","Geeza Pro","Microsoft Uighur",system-ui,sans-serif}
:lang(bo){font-family:"Noto Sans Tibetan","Noto Serif Tibetan",Kailasa,"Microsoft Himalaya",system-ui,sans-serif;line-height:1.8}
:lang(zh){line-height:1.5}
main{max-width:34rem;margin:0 auto;padding:.5rem .75rem 0;padding-left:max(.75rem,env(safe-area-inset-left));padding-right:max(.75rem,env(safe-area-inset-right))}
.bar{display:flex;flex-wrap:wrap;margin:0 -.5rem;color:#46525f;font-size:.9375rem;line-height:1.5!important}
.bar>*{display:flex;align-items:center;min-height:2.75rem;padding:0 .5rem;color:inherit}
.bar b{color:#16202b;font-weight:600}
.foot{margin:0;padding:1rem 0 1.5rem;padding-bottom:calc(1.5rem + env(safe-area-inset-bottom));color:#46525f;font-size:.875rem;text-align:center}
h1,h2,.note p,.tile b{text-wrap:balance}
:lang(zh) p,:lang(zh) h1,:lang(zh) h2{word-break:keep-all}
p{text-wrap:pretty}
h1{font-size:1.375rem;line-height:1.35;margin:.125rem 0 .25rem}
.priv{margin:0 0 .75rem;color:#46525f;font-size:.9375rem}
dl{margin:0 0 1rem;padding:.75rem .875rem;background:#fff;border-radius:.75rem}
dl div{display:flex;flex-wrap:wrap;padding:.125rem 0}
dt{flex:0 0 6em;max-width:100%;color:#46525f}
dd{flex:1 1 8em;margin:0;font-weight:600}
fieldset{border:0;margin:0;padding:0;min-width:0}
.levels{position:relative;display:grid;grid-template-columns:minmax(0,1fr);grid-template-rows:repeat(5,1fr)}
#l5{grid-row:1}#l4{grid-row:2}#l3{grid-row:3}#l2{grid-row:4}#l1{grid-row:5}
.sr,.pick,.tag input{position:absolute;top:0;left:0;width:1px;height:1px;margin:0;opacity:0;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
.tile{position:relative;display:flex;align-items:center;min-height:4rem;margin:0 0 .625rem;padding:.5rem;background:#fff;border:2px solid #87919c;border-radius:.75rem;font-size:1.1875rem;font-weight:600;cursor:pointer}
.tile .f{flex:none;width:2.75rem;height:2.75rem;-webkit-margin-end:.75rem;margin-inline-end:.75rem;padding:.2rem;border-radius:.5rem;fill:none;stroke-linecap:round;stroke-linejoin:round}
.f circle{stroke:none}
.d{fill:${ON_LEVEL}}
.tile .n{display:flex;flex:1;flex-wrap:wrap;align-items:center;justify-content:space-between}
.tile b{-webkit-margin-end:.5rem;margin-inline-end:.5rem;font-weight:600}
.tile .s{flex:none;height:.875rem;margin:.25rem;fill:currentColor}
${LEVEL_ORDER.map(levelRules).join('')}
.pick:checked+.tile{color:${ON_LEVEL}}
.pick:checked+.tile:after{content:"";flex:none;width:.5rem;height:.9rem;margin:0 .5rem .25rem;border:solid ${ON_LEVEL};border-width:0 .2rem .2rem 0;transform:rotate(45deg)}
.pick:focus-visible+.tile,.tag input:focus-visible+span,a:focus-visible,button:focus-visible,textarea:focus-visible,#k:focus-visible{outline:3px solid #16202b;outline-offset:2px}
.why,.more{display:none;margin-top:1rem}
#l5:checked~.w5,#l4:checked~.w4,#l3:checked~.w3,#l2:checked~.w2,#l1:checked~.w1,.pick:checked~.more{display:block}
.why p,.more p[id],label[for]:not(.tile){display:block;margin:0 0 .5rem;font-weight:600}
.two{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));grid-column-gap:.5rem}.two .tag{display:flex}.two .tag span{flex:1;min-width:0}
.tag{position:relative;display:block;margin:0 0 .5rem}
.tag span{display:flex;align-items:center;min-height:3rem;padding:.5rem .75rem;background:#fff;border:2px solid #87919c;border-radius:.625rem;cursor:pointer}
.tag span:before{content:"";flex:none;width:1.25rem;height:1.25rem;-webkit-margin-end:.75rem;margin-inline-end:.75rem;border:2px solid #5b6672;border-radius:.25rem}
.tag input:checked+span{border-color:#16202b;font-weight:600}
.tag input:checked+span:before{background:#16202b;border-color:#16202b;box-shadow:inset 0 0 0 .2rem #fff}
textarea,#k{display:block;width:100%;padding:.625rem .75rem;font:inherit;color:inherit;background:#fff;border:2px solid #87919c;border-radius:.625rem}textarea{min-height:6rem;resize:vertical}#k{min-height:3rem}
.hint{display:flex;justify-content:space-between;margin:.25rem 0 0;color:#46525f;font-size:.875rem}
#c{flex:none;padding:0 .25rem}
.send{margin:.375rem -.75rem 0;padding:.75rem;background:#eef1f4}
@media(min-height:36rem){.pick:checked~.send{position:sticky;bottom:0;margin-top:1rem;padding-bottom:1rem;padding-bottom:calc(1rem + env(safe-area-inset-bottom));border-top:1px solid #c6cdd4}}
button,.go{display:block;width:100%;min-height:3.25rem;padding:.5rem;font:inherit;font-size:1.1875rem;font-weight:600;color:#fff;background:#1f2a37;border:0;border-radius:.75rem;text-align:center;text-decoration:none;cursor:pointer}
.go{display:flex;align-items:center;justify-content:center;color:#16202b;background:none;border:2px solid #46525f;font-size:1.0625rem}
.alert{margin:0 0 .75rem;padding:.75rem .875rem;background:#fff;-webkit-border-start:.375rem solid #16202b;border-inline-start:.375rem solid #16202b;border-radius:.375rem;font-weight:600}
.note{margin:6vh 0 0;padding:1.5rem 1.25rem;outline:0;background:#fff;border-radius:1rem;text-align:center}
.note h1{margin-bottom:.5rem}
.note p{margin:0}
.note button{margin-top:1rem}
.card{margin:.75rem 0 0;padding:1rem;background:#fff;border-radius:1rem}
.card p{margin:0 0 .75rem}
p.card{margin-bottom:0}
.card h2{margin:0 0 .25rem;font-size:1.125rem}
.card #k{margin-bottom:.75rem}
.card~.priv{margin:.75rem .25rem 0}
@media(max-height:40rem){main{padding-top:0}h1{margin-top:0}.priv,dl{margin-bottom:.5rem}dl{padding:.25rem .875rem}dl div{padding:0}.tile{min-height:3.25rem;margin-bottom:.375rem;padding:.25rem .375rem}.tile .f{width:2.25rem;height:2.25rem}}
@media(prefers-color-scheme:dark){
body,.send{background:#11161c;color:#eef2f6}
dl,.tile,.tag span,textarea,#k,.alert,.note,.card{background:#1c242d}
.tile,.tag span,textarea,#k{border-color:#7b8794}
@media(min-height:36rem){.pick:checked~.send{border-color:#3b4753}}
.bar,dt,.hint,.priv,.foot{color:#b7c2ce}.bar b{color:#eef2f6}
.tag span:before{border-color:#aab5c1}
.tag input:checked+span,.alert,.pick:checked+.tile{border-color:#eef2f6}
.tag input:checked+span:before{background:#eef2f6;border-color:#eef2f6;box-shadow:inset 0 0 0 .2rem #1c242d}
button{color:#11161c;background:#eef2f6}.go{color:#eef2f6;background:none;border-color:#b7c2ce}
.pick:focus-visible+.tile,.tag input:focus-visible+span,a:focus-visible,button:focus-visible,textarea:focus-visible,#k:focus-visible{outline-color:#fff}
}
@media(forced-colors:active){.pick:checked+.tile,.tag input:checked+span{outline:3px solid Highlight}}
`.replaceAll('\n', '');
