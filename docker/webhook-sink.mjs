// Shows what Grafana Alerting sends, by the contact point that sent it: one line an alert on standard output, and the
// latest of them at /. Stands in for a pager, a chat and a mailbox in docker-compose.yaml.
import { createServer } from 'node:http';

const PORT = Number(process.env.PORT ?? 8080);
const KEPT = 200;
const MAX_BODY_BYTES = 1 << 20;
const lines = [];

function show(contactPoint, { alerts = [] }) {
  for (const { status, labels = {}, annotations = {}, startsAt } of alerts) {
    const line = [
      new Date().toISOString(),
      contactPoint,
      status,
      `severity=${labels.severity ?? 'none'}`,
      labels.rule ?? labels.alertname,
      annotations.description ?? '',
      `since ${startsAt}`,
    ].join(' | ');
    console.log(line);
    lines.unshift(line);
    lines.splice(KEPT);
  }
}

createServer(async (request, response) => {
  if (request.method !== 'POST') {
    const text = lines.length > 0 ? lines.join('\n') : 'No alert has arrived yet.';
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
    return;
  }
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MAX_BODY_BYTES) {
      response.writeHead(413).end();
      return;
    }
  }
  try {
    show((request.url ?? '/').slice(1), JSON.parse(body));
    response.writeHead(200).end();
  } catch {
    response.writeHead(400).end('The body is not the JSON of a Grafana webhook.\n');
  }
}).listen(PORT, () => console.log(`Waiting for alerts on port ${PORT}.`));
