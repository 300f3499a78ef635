// Subscribes by polling and by stream, cancels, and meets refusals; prints what came of it.

import * as fal from './fal.mjs';

const key = `${process.argv[2]}:secret`;
const input = { prompt: 'a lighthouse in the fog', seed: 7 };
const done = {};

// Both runners are busy at first, so that what comes next has to wait.
const ahead = async () => {
  for (let count = 0; count < 2; count++) await fal.submit(fal.model, { prompt: 'ahead' }, { key });
};

await ahead();
const updates = [];
const polled = await fal.subscribe(fal.model, input, { key, onUpdate: (update) => updates.push(update) });
done.polled = { updates, ...polled };

await ahead();
const { request_id: requestId } = await fal.submit(fal.model, input, { key, priority: 'low' });
const streamed = [];
for await (const update of fal.events('GET', `${fal.place(fal.model, requestId)}/status/stream?logs=1`, { key })) {
  streamed.push(update);
}
done.streamed = { updates: streamed, ...(await fal.result(fal.model, requestId, { key })) };

await ahead();
const { request_id: unwanted } = await fal.submit(fal.model, input, { key });
const early = await fal.result(fal.model, unwanted, { key }).catch((failure) => failure);
const answer = await fal.cancel(fal.model, unwanted, { key });
const status = await fal.status(fal.model, unwanted, { key });
done.cancelled = { early: { status: early.status, body: early.body }, answer, status };

const wrong = { ...input, num_images: 9 };
const refusal = await fal.subscribe(fal.model, wrong, { key, interval: 50 }).catch((failure) => failure);
done.refusal = { status: refusal.status, requestId: refusal.requestId, body: refusal.body };

const stranger = await fal.submit(fal.model, input, { key: 'no-secret' }).catch((failure) => failure);
done.stranger = { status: stranger.status, body: stranger.body };

console.log(JSON.stringify(done));
