export { useJobResult } from '../../lib/use-job.ts';
