import { parentPort, workerData } from 'node:worker_threads';

// Shows that a worker can be a text inside the executable.
parentPort?.postMessage(`worker got ${String(workerData)}`);
