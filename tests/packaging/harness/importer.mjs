// A worker that imports every entry, and says how many globals that has added.
import { parentPort, workerData } from 'node:worker_threads';

const before = Reflect.ownKeys(globalThis).length;
await Promise.all(workerData.map((entry) => import(entry)));
parentPort.postMessage(Reflect.ownKeys(globalThis).length - before);
