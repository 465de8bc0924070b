const STATES = {
  shown: '已请办事人评价',
  waiting: '上一位还在评价，稍后自动邀请',
  offline: '终端离线，连上后邀请',
};

document.getElementById('open').addEventListener('click', async () => {
  const response = await fetch('/open', { method: 'POST' });
  const { state, message } = await response.json();
  document.getElementById('said').textContent = message ?? STATES[state] ?? state;
});

async function showLinks() {
  const { pages } = await (await fetch('/pages')).json();
  for (const { name, url } of pages) {
    const a = document.createElement('a');
    a.textContent = name;
    a.href = url;
    a.target = '_blank';
    document.getElementById('links').appendChild(document.createElement('p')).appendChild(a);
  }
}

showLinks();
