package columnar

const memoryIsLimited = true
