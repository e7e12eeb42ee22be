// The verify action is the same program, told what it is. It is copied beside the bundle as it is.
process.argv.push('verify');
await import('./index.js');
