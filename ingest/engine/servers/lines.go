package servers

import (
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/ingest/engine"
)

// Lines returns an answer in a line for each cell: its keys, its count, and its sums in units over how many rows.
func Lines(c *engine.Cells) []string {
	var out []string
	for i := range c.Counts {
		var line []string
		for _, k := range c.Keys {
			line = append(line, k.Values[i])
		}
		line = append(line, strconv.FormatInt(c.Counts[i], 10))
		for _, s := range c.Sums {
			if s.Units[i] == nil {
				line = append(line, "withheld")
				continue
			}
			line = append(line, s.Units[i].String()+"/"+strconv.FormatInt(s.Valid[i], 10))
		}
		out = append(out, strings.Join(line, " "))
	}
	return out
}
