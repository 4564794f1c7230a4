// Command catalogue writes indicators/CATALOGUE.md: every index with its formula, its source, the other programs that have
// it, and what its values were checked against. It runs in indicators/registry, by go generate.
package main

import (
	"log"
	"os"
	"path/filepath"

	"github.com/jamlik/jamlik/indicators/registry"
)

func main() {
	log.SetFlags(0)
	text, err := catalogue(filepath.Join("..", ".."))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("..", "CATALOGUE.md"), text, 0o644); err != nil {
		log.Fatal(err)
	}
}

// catalogue returns the text of the file for the values in the repository at root.
func catalogue(root string) ([]byte, error) {
	values, err := readGolden(filepath.Join(root, "testdata", "golden"))
	if err != nil {
		return nil, err
	}
	for _, of := range []string{"segregation", "registry"} {
		if err := values.readCompared(filepath.Join(root, "indicators", of, "testdata", "compared.csv")); err != nil {
			return nil, err
		}
	}
	return markdown(chapters(), registry.All(), values), nil
}
