package study

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/ingest/delimited"
)

// aboveMark begins a constant whose text stands in the file, in the lines above its header: "above: Valt läsår" is what follows "Valt läsår:" there.
const aboveMark = "above:"

// filled returns the input with the constants that stand above the header of its file.
func (in *Input) filled(schema *arrow.Schema, fail func(path, what, remedy string)) *Input {
	var found map[string]string
	for _, role := range slices.Sorted(maps.Keys(in.Constant)) {
		words, ok := strings.CutPrefix(in.Constant[role], aboveMark)
		if !ok {
			continue
		}
		words = strings.TrimSpace(words)
		text, ok := above(schema, words)
		if !ok {
			fail("constant."+role, fmt.Sprintf("no line above the header of %s says %q and a text after a colon", in.name(), clip(words)), "copy the words before the colon from the file, or write the text itself")
			continue
		}
		if found == nil {
			found = maps.Clone(in.Constant)
		}
		found[role] = text
	}
	if found == nil {
		return in
	}
	filled := *in
	filled.Constant = found
	return &filled
}

// above returns what follows some words and a colon in the lines above the header.
func above(schema *arrow.Schema, words string) (text string, ok bool) {
	lines, _ := schema.Metadata().GetValue(delimited.MetadataPreamble)
	for line := range strings.Lines(lines) {
		before, after, found := strings.Cut(line, ":")
		if after = strings.Trim(after, " \t\r\n;,|\""); found && after != "" && strings.TrimSpace(strings.Trim(before, "\"")) == words {
			return after, true
		}
	}
	return "", false
}
