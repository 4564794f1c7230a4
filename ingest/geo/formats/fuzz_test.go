package formats

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

// FuzzArchive reads archives of layers, and whatever else is told by its contents. What is refused is refused by the name of the archive.
func FuzzArchive(f *testing.F) {
	f.Add(packed(f, "a.geojson", areas), "")
	f.Add(packed(f, "../a.geojson", areas, "b.geojson", areas), "b")
	f.Add(packed(f, "x/a.shp", "x", "x/a.dbf", "y", "x/a.prj", ""), "")
	f.Add(packed(f, "a.gpkg", "SQLite format 3\x00"), "deso")
	f.Add([]byte(areas), "")
	f.Fuzz(func(t *testing.T, data []byte, table string) {
		if len(data) > 1<<14 || strings.ContainsRune(table, '\n') {
			return
		}
		l, err := Read("a.zip", func(wanted string) (ingest.Input, error) {
			if wanted != "a.zip" {
				return ingest.Input{}, fs.ErrNotExist
			}
			return ingest.Input{Name: wanted, Data: bytes.NewReader(data), Size: int64(len(data))}, nil
		}, geo.Options{Table: table})
		switch {
		case err == nil && len(l.Features) == 0:
			t.Error("a layer without features")
		case err != nil && !strings.Contains(err.Error(), "a.zip"):
			t.Errorf("the archive is not named: %v", err)
		}
	})
}
