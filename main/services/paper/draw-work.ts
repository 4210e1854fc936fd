/** What the thread beside the host does: pages and labels, nothing of the store. */
export { type DrawOrder, drawOrder } from '../../printing/index.ts';
