// Uploads the picture of standard input whole and in parts, has others made of both, and prints the answers.

import { buffer } from 'node:stream/consumers';
import * as fal from './fal.mjs';

const picture = await buffer(process.stdin);
const urls = [
  await fal.upload(picture, 'image/png', 'halves.png'),
  await fal.uploadInParts(picture, 'image/png', 'halves.png', 100),
];
const transformed = [];
for (const image_url of urls) {
  const input = { prompt: 'a forest', image_url, strength: 0.6, seed: 4 };
  transformed.push((await fal.subscribe(`${fal.model}/image-to-image`, input, { interval: 50 })).data);
}
console.log(JSON.stringify({ urls, transformed }));
