process.stdout.write('{"ready":true}\n');
setInterval(() => {}, 60_000);
