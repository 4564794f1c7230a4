package ingest

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Formats is a list of formats to choose from. The last is the fallback for text that no other format recognises.
type Formats []Format

// ByID returns the format that a study file or a flag names.
func (fs Formats) ByID(id string) (Format, error) {
	known := make([]string, len(fs))
	for i, f := range fs {
		if f.ID == id {
			return f, nil
		}
		known[i] = f.ID
	}
	if near, ok := lang.Nearest(id, known); ok {
		return Format{}, fmt.Errorf("unknown format %q; did you mean %q?", id, near)
	}
	return Format{}, fmt.Errorf("unknown format %q; one of %s", id, strings.Join(known, ", "))
}

// Detect chooses the format of a file from its name and its first bytes. Contents that leave no doubt win over the name: a Parquet
// file called data.csv is Parquet. Of two formats whose marks are met the first counts. Contents that no format recognises go by the name, whose format then says what is wrong with them.
func (fs Formats) Detect(name string, head []byte) (Format, error) {
	extension := strings.ToLower(path.Ext(strings.ReplaceAll(name, "\\", "/")))
	var sure, named, fallback *Format
	for i := range fs {
		f := &fs[i]
		sniffed := f.Sniff != nil && f.Sniff(head)
		byName := slices.Contains(f.Extensions, extension)
		switch {
		case sniffed && byName && sure == nil:
			return *f, nil
		case sniffed && i < len(fs)-1 && sure == nil:
			sure = f
		case sniffed && i == len(fs)-1:
			fallback = f
		}
		if byName && named == nil {
			named = f
		}
	}
	for _, f := range []*Format{sure, named, fallback} {
		if f != nil {
			return *f, nil
		}
	}
	var known []string
	for _, f := range fs {
		if len(f.Extensions) > 0 {
			known = append(known, fmt.Sprintf("%s (%s)", f.Name, strings.Join(f.Extensions, ", ")))
		}
	}
	return Format{}, indicators.Problem{File: name, What: "the format cannot be told from the name or the contents", Remedy: "one of " + strings.Join(known, ", ")}
}
