package px

import "github.com/jamlik/jamlik/ingest/readback"

// null is how tables of the tests show a cell without a value.
const null = readback.Null
