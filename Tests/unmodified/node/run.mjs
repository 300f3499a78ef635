// Runs a model without the queue, whole and as a stream, and prints the answers.

import * as fal from './fal.mjs';

const input = { prompt: 'a lighthouse in the fog', seed: 8 };
const { body } = await fal.call('POST', `https://fal.run/${fal.model}`, { input });
const streamed = [];
for await (const event of fal.events('POST', `https://fal.run/${fal.model}/stream`, { input })) streamed.push(event);
const download = await fetch(body.images[0].url);
const type = download.headers.get('content-type');
const picture = Buffer.from(await download.arrayBuffer()).toString('base64');
console.log(JSON.stringify({ streamed, type, picture }));
