import { Fault } from '../../../domain/kernel/fault.ts';
import type { Handlers } from '../context.ts';
import { checkPin } from './login.ts';
import { getMe, listRoleNames } from './me.ts';
import { listLatinNames, listPeople } from './people.ts';
import { setPin } from './set-pin.ts';

/** Who sits at this desk: one login, many roles; lock and unlock without losing what was typed. */
export const handlers: Handlers = {
  'session.people': (ctx) => ({ people: listPeople(ctx), roleNames: listRoleNames(ctx) }),
  'session.names': (ctx) => ({ names: listLatinNames(ctx) }),
  'session.me': (ctx) => getMe(ctx),
  'session.login': async (ctx, input) => {
    await checkPin(ctx, input.staffId, input.pin);
    ctx.host.sessions.login(ctx.session, input.staffId);
    return getMe(ctx);
  },
  'session.lock': (ctx) => {
    ctx.host.sessions.lock(ctx.session);
    return getMe(ctx);
  },
  'session.unlock': async (ctx, input) => {
    const { staffId } = ctx.session;
    if (staffId === null) throw new Fault('login_needed');
    await checkPin(ctx, staffId, input.pin);
    ctx.host.sessions.unlock(ctx.session);
    return getMe(ctx);
  },
  'session.logout': (ctx) => {
    ctx.host.sessions.logout(ctx.session);
    return getMe(ctx);
  },
  'session.setLanguage': (ctx, input) => {
    const { staffId, deskId } = ctx.session;
    ctx.host.sessions.setLanguage(ctx.session, input.language);
    if (staffId !== null) {
      ctx.gate.run({ command: 'session.setLanguage', requestId: ctx.requestId, deskId, staffId }, (tx) => {
        tx.update('staff', staffId, { language: input.language });
      });
    }
    return getMe(ctx);
  },
  'session.setPin': (ctx, input) => setPin(ctx, input),
};
