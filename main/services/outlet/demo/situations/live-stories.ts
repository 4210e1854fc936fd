import { duplicateStory } from './duplicate.ts';
import { offlineStories } from './offline.ts';
import type { Story } from './stage.ts';

/** Stories of connections with a stand-in platform: it has to have sent what the store says it sent. */
export const liveStories: readonly Story[] = [duplicateStory, ...offlineStories];
