process.argv.push('verify');
await import('./index.js');
export {};
