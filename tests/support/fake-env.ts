/** The world of a test: seeded chance, a clock that only moves when told. Lives with the rigs that benches drive too. */
export * from '../../bench/support/fake-env.ts';
