package formats

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
)

// Bounds on an archive: a packed file of nothing but zeros is a thousand times as large when it is unpacked.
const (
	unpackedLimit = 1 << 30 // bytes of one file
	entryLimit    = 10_000
)

// readZip reads the only layer of an archive, or that whose file is called as Options.Table says.
func readZip(in ingest.Input, o geo.Options) (*geo.Layer, error) {
	problem := func(what, remedy string) (*geo.Layer, error) {
		return nil, indicators.Problem{File: in.Name, What: what, Remedy: remedy}
	}
	archive, err := zip.NewReader(in.Data, in.Size)
	if err != nil {
		return problem(fmt.Sprintf("the archive cannot be read: %v", err), "it seems to be damaged or cut off: fetch it again")
	}
	if len(archive.File) > entryLimit {
		return problem(fmt.Sprintf("the archive has %d files; at most %d are read", len(archive.File), entryLimit), "unpack it")
	}
	var layers []*zip.File
	var names []string
	for _, f := range archive.File {
		switch strings.ToLower(path.Ext(f.Name)) {
		case ".shp", ".gpkg", ".geojson":
			if base := path.Base(f.Name); !strings.HasPrefix(base, "._") && (o.Table == "" || strings.EqualFold(o.Table, base) || strings.EqualFold(o.Table, strings.TrimSuffix(base, path.Ext(base)))) { // Macs pack a shadow of each file
				layers = append(layers, f)
			}
			names = append(names, strconv.Quote(path.Base(f.Name)))
		}
	}
	switch {
	case len(names) == 0:
		return problem("the archive has no .shp, .gpkg or .geojson", "")
	case len(layers) == 0 && len(names) == 1: // the table is one of the GeoPackage
		for _, f := range archive.File {
			if strings.EqualFold(path.Ext(f.Name), ".gpkg") {
				layers = append(layers, f)
			}
		}
	}
	if len(layers) != 1 {
		return problem("the archive has several layers, or none of the name: "+strings.Join(names, ", "), "name one of them as the layer, or unpack the archive")
	}
	layer := layers[0]
	if len(names) > 1 || !strings.EqualFold(path.Ext(layer.Name), ".gpkg") {
		o.Table = "" // it named the file
	}
	return read(shownAs(in, layer), func(wanted string) (ingest.Input, error) {
		for _, f := range archive.File {
			if shownAs(in, f) == wanted {
				return unpack(f, wanted)
			}
		}
		return ingest.Input{}, fmt.Errorf("%s: %w", wanted, fs.ErrNotExist)
	}, o, false)
}

// shownAs is the name of a file of an archive, below that of the archive whatever it says itself.
func shownAs(in ingest.Input, f *zip.File) string { return path.Join(in.Name, path.Clean("/"+f.Name)) }

// unpack reads a file of an archive into memory.
func unpack(f *zip.File, shown string) (ingest.Input, error) {
	problem := func(what, remedy string) (ingest.Input, error) {
		return ingest.Input{}, indicators.Problem{File: shown, What: what, Remedy: remedy}
	}
	if f.UncompressedSize64 > unpackedLimit {
		return problem(fmt.Sprintf("the file has %d bytes unpacked; at most %d are read from an archive", f.UncompressedSize64, unpackedLimit), "unpack the archive")
	}
	r, err := f.Open()
	if err != nil {
		return problem(fmt.Sprintf("the file cannot be unpacked: %v", err), "fetch the archive again")
	}
	defer r.Close()
	var b bytes.Buffer // grows with what is there, whatever the archive says
	if _, err := io.Copy(&b, io.LimitReader(r, unpackedLimit)); err != nil {
		return problem(fmt.Sprintf("the file cannot be unpacked: %v", err), "fetch the archive again")
	}
	return ingest.Input{Name: shown, Data: bytes.NewReader(b.Bytes()), Size: int64(b.Len())}, nil
}
