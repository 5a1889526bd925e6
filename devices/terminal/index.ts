export { type CommandLine, parseCommandLine, UsageError } from './command-line.ts';
export { readDevice } from './device-file.ts';
export { formatValue, toJson } from './format.ts';
export { helpFor } from './help.ts';
