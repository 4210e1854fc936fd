/** The bridge's type lies in the contract, so that windows may import it; this is its name beside the code. */
export type { PickedFile, PickKind, WindowApi } from './contract/bridge.ts';
