// The requests that fal's JavaScript client makes, one by one, by Node's own fetch: it ignores the URLs of answers and
// builds its own, polls every half second, and says what it accepts and sends in the same words each time.

const headers = {
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': '@fal-ai/client/1.10.1 - linux-x64-node/v24',
};

export const model = 'fal-ai/flux/srpo';

// Where an application serves a proxy for the pages of its own (`proxyUrl`), if it does.
const proxy = process.env.FAL_PROXY_URL;

// Sends a request to fal, or to the proxy, which is told the URL and adds the key.
function send(method, url, input, key, fields) {
  const means = proxy ? { 'x-fal-target-url': url } : { authorization: `Key ${key ?? process.env.FAL_KEY}` };
  return fetch(proxy ?? url, {
    method,
    headers: { ...headers, ...means, ...fields },
    body: input === undefined ? undefined : JSON.stringify(input),
  });
}

export class Failure extends Error {
  constructor(response, body) {
    super(body.message ?? response.statusText);
    this.status = response.status;
    this.requestId = response.headers.get('x-fal-request-id');
    this.body = body;
  }
}

export async function call(method, url, { input, key, fields = {} } = {}) {
  const response = await send(method, url, input, key, fields);
  const isJSON = response.headers.get('content-type')?.includes('application/json');
  const body = isJSON ? await response.json() : {};
  if (!response.ok) throw new Failure(response, body);
  return { body, response };
}

// A job's address, without what the model has after its second part.
export function place(endpoint, requestId) {
  const [owner, alias] = endpoint.split('/');
  return `https://queue.fal.run/${owner}/${alias}/requests/${requestId}`;
}

export async function submit(endpoint, input, { key, priority = 'normal' } = {}) {
  const fields = { 'x-fal-queue-priority': priority };
  return (await call('POST', `https://queue.fal.run/${endpoint}`, { input, key, fields })).body;
}

export async function status(endpoint, requestId, { key, logs = false } = {}) {
  return (await call('GET', `${place(endpoint, requestId)}/status?logs=${logs ? 1 : 0}`, { key })).body;
}

export async function result(endpoint, requestId, { key } = {}) {
  const { body, response } = await call('GET', place(endpoint, requestId), { key });
  return { data: body, requestId: response.headers.get('x-fal-request-id') };
}

export async function cancel(endpoint, requestId, { key } = {}) {
  return (await call('PUT', `${place(endpoint, requestId)}/cancel`, { key })).body;
}

export async function subscribe(endpoint, input, { key, interval = 500, onUpdate = () => {} } = {}) {
  const { request_id: requestId } = await submit(endpoint, input, { key });
  for (;;) {
    const update = await status(endpoint, requestId, { key, logs: true });
    onUpdate(update);
    if (update.status === 'COMPLETED') return result(endpoint, requestId, { key });
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}

// The events of a text/event-stream (WHATWG HTML, 9.2.6), as their data.
export async function* events(method, url, { input, key } = {}) {
  const response = await send(method, url, input, key, { accept: 'text/event-stream' });
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    throw new Failure(response, await response.json());
  }
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split('\n').filter((line) => line.startsWith('data:'));
      if (lines.length > 0) yield JSON.parse(lines.map((line) => line.slice(5).trimStart()).join('\n'));
    }
  }
}

const storage = 'https://rest.fal.ai/storage/upload';

export async function upload(bytes, contentType, fileName) {
  const input = { content_type: contentType, file_name: fileName };
  const { body } = await call('POST', `${storage}/initiate?storage_type=fal-cdn-v3`, { input });
  const fields = { 'content-type': contentType };
  const response = await fetch(body.upload_url, { method: 'PUT', body: bytes, headers: fields });
  if (!response.ok) throw new Failure(response, {});
  return body.file_url;
}

export async function uploadInParts(bytes, contentType, fileName, partSize) {
  const input = { content_type: contentType, file_name: fileName };
  const { body } = await call('POST', `${storage}/initiate-multipart?storage_type=fal-cdn-v3`, { input });
  const address = new URL(body.upload_url);
  const part = (suffix) => `${address.origin}${address.pathname}/${suffix}${address.search}`;
  const parts = [];
  for (let number = 1; (number - 1) * partSize < bytes.length; number++) {
    const piece = bytes.subarray((number - 1) * partSize, number * partSize);
    const response = await fetch(part(number), { method: 'PUT', body: piece });
    if (!response.ok) throw new Failure(response, {});
    const { partNumber, etag } = await response.json();
    parts.push({ partNumber, etag });
  }
  const response = await fetch(part('complete'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ parts }),
  });
  if (!response.ok) throw new Failure(response, {});
  return body.file_url;
}
