export { type BenchLimit, type CardReaderBench, type ConformanceCard, cardReaderConformance } from './card-reader.ts';
