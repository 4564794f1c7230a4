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
	values, err := readGolden(filepath.Join("..", "..", "testdata", "golden"))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("..", "CATALOGUE.md"), markdown(chapters(), registry.All(), values), 0o644); err != nil {
		log.Fatal(err)
	}
}
