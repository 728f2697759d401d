// zod tries whether it may compile code, which the Content-Security-Policy of every page forbids and reports. So it is told not to try.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
