export * from './faults';
export * from './options';
export { startSandbox } from './server';
