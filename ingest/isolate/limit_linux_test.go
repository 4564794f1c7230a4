package isolate

const memoryIsLimited = true
