// The post step is the same program, told which step it is. It is copied beside the bundle as it is.
process.argv.push('post');
await import('./index.js');
