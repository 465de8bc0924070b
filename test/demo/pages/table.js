// Fills #rows from `/rows` beside this page, once a second.
const rows = document.getElementById('rows');

function row(cells) {
  const tr = document.createElement('tr');
  for (const cell of cells) tr.appendChild(document.createElement('td')).textContent = cell;
  return tr;
}

async function refresh() {
  const response = await fetch(`${location.pathname.replace(/\/$/, '')}/rows`);
  rows.replaceChildren(...(await response.json()).rows.map(row));
}

refresh();
setInterval(refresh, 1000);
