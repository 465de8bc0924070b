import { REMARK_MAX } from '@mingjing/shared/domain/record.ts';

/**
 * The page's only script, an extra: it counts characters, and it puts the ticket into the address so that a phone that reloads the page
 * after the code has changed does not lose it. Without it the page works all the same.
 */
export const PAGE_SCRIPT = `(function(d,h){var t=d.getElementById('t'),c=d.getElementById('c'),k=d.querySelector('[name=ticket]');
if(t&&c){t.oninput=function(){c.textContent=t.value.length+'/${REMARK_MAX}'};t.oninput()}
if(k&&h.replaceState)h.replaceState(null,'',location.pathname+'?lang='+d.documentElement.lang.slice(0,2)+'&ticket='+k.value)})(document,history)`;
