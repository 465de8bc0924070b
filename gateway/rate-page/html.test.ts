import { describe, expect, it } from 'vitest';
import { html, trusted } from './html.ts';

describe('html', () => {
  it('escapes everything that is put in', () => {
    const name = `<script>alert("1")</script>&'`;
    expect(html`<p title="${name}">${name}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</p>',
    );
  });

  it('leaves markup, lists of markup, numbers and nothing as they are', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${2}${undefined}${trusted('<hr>')}`.markup).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li></ul>2<hr>',
    );
  });
});
