// The baseline: reads a file and parses each line, nothing else.
const { openSync, readSync } = require('node:fs');

const descriptor = openSync(process.argv[2]);
const buffer = Buffer.alloc(1 << 20);
let rest = '';
let records = 0;
for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer)) {
  const text = rest + buffer.utf8Slice(0, read);
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    JSON.parse(text.slice(from, end));
    records++;
    from = end + 1;
  }
  rest = text.slice(from);
}
console.log(records);
