package study

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"sync"

	"github.com/jamlik/jamlik/indicators/lang"
)

//go:embed catalogue/*.yaml
var catalogueFiles embed.FS

// frameFile defines the themes and frames that the other files of the catalogue refer to.
const frameFile = "frames.yaml"

// BuiltIn returns the built-in catalogue: indicators for Swedish municipalities with their themes, frames and sources, as a study would define
// them. A study names those that it wants after use. The result is shared and must not be changed.
var BuiltIn = sync.OnceValue(func() *Study {
	all := new(Study)
	for _, name := range catalogueNames() {
		part, _, err := readCatalogue(name)
		if err != nil {
			panic(err) // the files are part of the program, and a test reads them
		}
		all.Themes = append(all.Themes, part.Themes...)
		all.Frames = append(all.Frames, part.Frames...)
		all.Sources = append(all.Sources, part.Sources...)
		all.Indicators = append(all.Indicators, part.Indicators...)
	}
	return all
})

// catalogueNames are the files of the catalogue in the order of its list.
func catalogueNames() []string {
	return []string{frameFile, "scb.yaml", "regso.yaml", "skolverket.yaml", "folkhalsomyndigheten.yaml", "kolada.yaml", "city.yaml"}
}

// readCatalogue reads one file of the catalogue in the language of study files.
func readCatalogue(name string) (*Study, map[string]int, error) {
	data, err := catalogueFiles.ReadFile(path.Join("catalogue", name))
	if err != nil {
		return nil, nil, err
	}
	s, lines, err := fill(name, data)
	if err != nil {
		return nil, nil, err
	}
	defaultPer(s.Indicators)
	return s, lines, nil
}

// Lookup returns an indicator of the built-in catalogue. The error of an unknown one says which is meant, if any is near.
func Lookup(id string) (Indicator, error) {
	list := BuiltIn().Indicators
	if i := slices.IndexFunc(list, func(ind Indicator) bool { return ind.ID == id }); i >= 0 {
		return list[i], nil
	}
	remedy := "jamlik indicators list shows them"
	if near, ok := lang.Nearest(id, ids(list)); ok {
		remedy = fmt.Sprintf("did you mean %q?", near)
	}
	return Indicator{}, fmt.Errorf("the built-in catalogue has no indicator %q; %s", clip(id), remedy)
}
