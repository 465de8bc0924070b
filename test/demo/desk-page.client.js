const byId = (id) => document.getElementById(id);
const STATES = { shown: '已请办事人评价', waiting: '上一位还在评价，稍后自动邀请', offline: '终端离线，连上后邀请' };

byId('open').addEventListener('click', async () => {
  const response = await fetch('/open', { method: 'POST' });
  const { state, message } = await response.json();
  byId('said').textContent = message ?? STATES[state] ?? state;
});

function row(cells) {
  const tr = document.createElement('tr');
  for (const cell of cells) tr.appendChild(document.createElement('td')).textContent = cell;
  return tr;
}

async function refresh() {
  const { ratings } = await (await fetch('/city')).json();
  byId('ratings').replaceChildren(...ratings.map(row));
}

async function links() {
  const { pages } = await (await fetch('/pages')).json();
  for (const { name, url } of pages) {
    const p = byId('links').appendChild(document.createElement('p'));
    const a = p.appendChild(document.createElement('a'));
    a.textContent = name;
    a.href = url;
    a.target = '_blank';
  }
}

links();
refresh();
setInterval(refresh, 1000);
