/**
 * The n8n that tests and `npm start` run, and the Node it needs.
 *
 * n8n 2.x needs Node >= 24 while this project runs on Node >= 20.19, so n8n brings its own Node.
 * `sqlite3` is the version n8n depends on: it is the only native module that has to be built.
 */
export const RUNTIME_VERSIONS = { node: '24.21.0', n8n: '2.41.1', sqlite3: '5.1.7' } as const;
