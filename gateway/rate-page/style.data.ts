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
html{-webkit-tap-highlight-color:transparent}
body{margin:0;background:#eef1f4;color:#16202b;font-family:system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif;line-height:1.5;overflow-wrap:anywhere}
main{max-width:34rem;margin:0 auto;padding:.75rem .75rem 0}
.bar{display:flex;justify-content:space-between;align-items:center;color:#46525f;font-size:.9375rem}
.bar a{flex:none;display:inline-block;min-height:2.75rem;padding:.6rem .25rem .6rem 1rem;color:inherit}
h1{font-size:1.375rem;line-height:1.35;margin:.125rem 0 .25rem}
.priv{margin:0 0 .75rem;color:#46525f;font-size:.9375rem}
dl{margin:0 0 1rem;padding:.75rem .875rem;background:#fff;border-radius:.75rem}
dl div{display:flex;flex-wrap:wrap;padding:.125rem 0}
dt{flex:none;width:6em;padding-right:.5em;color:#46525f}
dd{flex:1 1 8em;margin:0;font-weight:600}
fieldset{border:0;margin:0;padding:0;min-width:0}
.levels{position:relative;display:grid;grid-template-columns:minmax(0,1fr);grid-template-rows:repeat(5,1fr)}
#l5{grid-row:1}#l4{grid-row:2}#l3{grid-row:3}#l2{grid-row:4}#l1{grid-row:5}
.sr,.pick,.tag input{position:absolute;top:0;left:0;width:1px;height:1px;margin:0;opacity:0;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
.tile{position:relative;display:flex;align-items:center;min-height:4rem;margin:0 0 .625rem;padding:.5rem .75rem .5rem .5rem;background:#fff;border:2px solid #87919c;border-radius:.75rem;font-size:1.1875rem;font-weight:600;cursor:pointer}
.tile .f{flex:none;width:2.75rem;height:2.75rem;margin-right:.75rem;padding:.2rem;border-radius:.5rem;fill:none;stroke-linecap:round;stroke-linejoin:round}
.f circle{stroke:none}
.d{fill:${ON_LEVEL}}
.tile .n{display:flex;flex:1;flex-wrap:wrap;align-items:center;justify-content:space-between}
.tile b{margin-right:.5rem;font-weight:600}
.tile .s{flex:none;height:.875rem;margin:.25rem 0;fill:currentColor}
${LEVEL_ORDER.map(levelRules).join('')}
.pick:checked+.tile{color:${ON_LEVEL}}
.pick:checked+.tile:after{content:"";flex:none;width:.5rem;height:.9rem;margin:0 .25rem .25rem .75rem;border:solid ${ON_LEVEL};border-width:0 .2rem .2rem 0;transform:rotate(45deg)}
.pick:focus-visible+.tile,.tag input:focus-visible+span,a:focus-visible,button:focus-visible,textarea:focus-visible{outline:3px solid #16202b;outline-offset:2px}
.why,.more{display:none;margin-top:1rem}
#l5:checked~.w5,#l4:checked~.w4,#l3:checked~.w3,#l2:checked~.w2,#l1:checked~.w1,.pick:checked~.more{display:block}
.why p,.more label{display:block;margin:0 0 .5rem;font-weight:600}
.tag{position:relative;display:block;margin:0 0 .5rem}
.tag span{display:flex;align-items:center;min-height:3rem;padding:.5rem .75rem;background:#fff;border:2px solid #87919c;border-radius:.625rem;cursor:pointer}
.tag span:before{content:"";flex:none;width:1.25rem;height:1.25rem;margin-right:.75rem;border:2px solid #5b6672;border-radius:.25rem}
.tag input:checked+span{border-color:#16202b;font-weight:600}
.tag input:checked+span:before{background:#16202b;border-color:#16202b;box-shadow:inset 0 0 0 .2rem #fff}
textarea{display:block;width:100%;min-height:6rem;padding:.625rem .75rem;font:inherit;color:inherit;background:#fff;border:2px solid #87919c;border-radius:.625rem;resize:vertical}
.hint{display:flex;justify-content:space-between;margin:.25rem 0 0;color:#46525f;font-size:.875rem}
#c{flex:none;margin-left:1rem}
.send{margin:.375rem -.75rem 0;padding:.75rem .75rem 1rem;background:#eef1f4}
@media(min-height:36rem){.pick:checked~.send{position:sticky;bottom:0;margin-top:1rem;border-top:1px solid #c6cdd4}}
button{display:block;width:100%;min-height:3.25rem;padding:.5rem;font:inherit;font-size:1.1875rem;font-weight:600;color:#fff;background:#1f2a37;border:0;border-radius:.75rem;cursor:pointer}
.alert{margin:0 0 .75rem;padding:.75rem .875rem;background:#fff;border-left:.375rem solid #16202b;border-radius:.375rem;font-weight:600}
.note{margin:18vh 0 0;padding:1.5rem 1.25rem;background:#fff;border-radius:1rem;text-align:center}
.note h1{margin-bottom:.5rem}
.note p{margin:0}
@media(max-height:40rem){main{padding-top:0}h1{margin-top:0}.priv,dl{margin-bottom:.5rem}dl{padding:.25rem .875rem}dl div{padding:0}.tile{min-height:3.25rem;margin-bottom:.375rem;padding:.25rem .75rem .25rem .375rem}.tile .f{width:2.25rem;height:2.25rem}}
@media(prefers-color-scheme:dark){
body,.send{background:#11161c;color:#eef2f6}
dl,.tile,.tag span,textarea,.alert,.note{background:#1c242d}
.tile,.tag span,textarea{border-color:#7b8794}
@media(min-height:36rem){.pick:checked~.send{border-color:#3b4753}}
.bar,dt,.hint,.priv{color:#b7c2ce}
.tag span:before{border-color:#aab5c1}
.tag input:checked+span,.alert,.pick:checked+.tile{border-color:#eef2f6}
.tag input:checked+span:before{background:#eef2f6;border-color:#eef2f6;box-shadow:inset 0 0 0 .2rem #1c242d}
button{color:#11161c;background:#eef2f6}
.pick:focus-visible+.tile,.tag input:focus-visible+span,a:focus-visible,button:focus-visible,textarea:focus-visible{outline-color:#fff}
}
@media(forced-colors:active){.pick:checked+.tile,.tag input:checked+span{outline:3px solid Highlight}}
`.replaceAll('\n', '');
