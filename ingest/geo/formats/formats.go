// Package formats reads a layer of areas or points from any file that the program knows: GeoJSON, GeoPackage, Shapefile, and a zip archive with one of them.
package formats

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/geojson"
	"github.com/jamlik/jamlik/ingest/geo/geopackage"
	"github.com/jamlik/jamlik/ingest/geo/shapefile"
)

// ReadFile reads a file of the computer. Messages name it by the path given.
func ReadFile(name string, o geo.Options) (*geo.Layer, error) {
	return ReadFS(os.DirFS(filepath.Dir(name)), filepath.Base(name), filepath.ToSlash(filepath.Dir(name)), o)
}

// ReadFS reads a file of a file system, such as that of an embedded study. Messages name it below the directory given, which may be empty.
func ReadFS(fsys fs.FS, name, directory string, o geo.Options) (*geo.Layer, error) {
	var files opened
	defer files.close()
	shown := name
	if directory != "" && directory != "." {
		shown = path.Join(directory, name)
	}
	return Read(shown, func(wanted string) (ingest.Input, error) {
		return files.open(fsys, path.Join(path.Dir(name), path.Base(wanted)), wanted)
	}, o)
}

// opened are files to be closed.
type opened []fs.File

func (o *opened) close() {
	for _, f := range *o {
		_ = f.Close() // nothing was written
	}
}

// open opens a file of a file system; one that cannot be read at any place is read into memory.
func (o *opened) open(fsys fs.FS, name, shown string) (ingest.Input, error) {
	info, err := fs.Stat(fsys, name) // before opening, which waits for ever at a named pipe
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ingest.Input{}, missing(shown)
	case err != nil:
		return ingest.Input{}, fmt.Errorf("%s: %w", shown, err)
	case !info.Mode().IsRegular():
		return ingest.Input{}, indicators.Problem{File: shown, What: "found a directory, device, pipe or socket, expected a file"}
	}
	f, err := fsys.Open(name)
	if err != nil {
		return ingest.Input{}, fmt.Errorf("%s: %w", shown, err)
	}
	*o = append(*o, f)
	if r, ok := f.(io.ReaderAt); ok {
		return ingest.Input{Name: shown, Data: r, Size: info.Size()}, nil
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return ingest.Input{}, fmt.Errorf("%s: %w", shown, err)
	}
	return ingest.Input{Name: shown, Data: bytes.NewReader(data), Size: int64(len(data))}, nil
}

// missing is a problem that is fs.ErrNotExist, which the reader of a shapefile asks for.
type missing string

func (m missing) Error() string {
	return indicators.Problem{File: string(m), What: "no such file", Remedy: "check the path, and its upper and lower case letters"}.Error()
}

func (m missing) Is(target error) bool { return target == fs.ErrNotExist }

// Read reads the file of a name, and those beside it that it is made of, which open opens; what is not there is fs.ErrNotExist. The first bytes tell the format.
func Read(name string, open shapefile.Open, o geo.Options) (*geo.Layer, error) {
	return read(name, open, o, true)
}

// read reads a file, which may be an archive unless it comes from one: an archive can hold itself.
func read(name string, open shapefile.Open, o geo.Options, archives bool) (*geo.Layer, error) {
	switch extension := path.Ext(name); strings.ToLower(extension) {
	case ".dbf", ".shx", ".prj", ".cpg": // of a shapefile, which its .shp stands for
		shp := strings.TrimSuffix(name, extension) + ".shp"
		if extension == strings.ToUpper(extension) {
			shp = strings.TrimSuffix(name, extension) + ".SHP"
		}
		if _, err := open(shp); err == nil {
			name = shp
		}
	}
	in, err := open(name)
	if err != nil {
		return nil, err
	}
	head := make([]byte, 4096)
	n, err := in.Data.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	head = head[:n]
	extension := strings.ToLower(path.Ext(name))
	one := func(format string, layer *geo.Layer, err error) (*geo.Layer, error) {
		if err == nil && o.Table != "" && o.Table != layer.Name {
			return nil, indicators.Problem{File: name, What: fmt.Sprintf("a %s file has one layer, and %q is asked for", format, o.Table), Remedy: "leave out the name of the layer"}
		}
		return layer, err
	}
	switch {
	case shapefile.Sniff(head), extension == ".shp":
		layer, err := shapefile.Read(name, open, o)
		return one("Shapefile", layer, err)
	case geopackage.Sniff(head), extension == ".gpkg":
		if wal, err := open(name + "-wal"); err == nil && wal.Size > 0 {
			return nil, indicators.Problem{File: name, What: fmt.Sprintf("changes that are not in the file yet lie beside it in %s-wal", path.Base(name)), Remedy: "close the program that has it open, or save a copy"}
		}
		return geopackage.Read(in, o)
	case archives && bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return readZip(in, o)
	case geojson.Sniff(head), extension == ".geojson", extension == ".json":
		layer, err := geojson.Read(in, o)
		return one("GeoJSON", layer, err)
	}
	what := "the format cannot be told from the name or the contents"
	switch {
	case len(head) == 0:
		what = "the file is empty"
	case bytes.Contains(head, []byte("<kml")):
		what = "this is KML, which is not read"
	case bytes.Contains(head, []byte("opengis.net/gml")):
		what = "this is GML, which is not read"
	case bytes.HasPrefix(head, []byte("fgb\x03")):
		what = "this is FlatGeobuf, which is not read"
	}
	return nil, indicators.Problem{File: name, What: what, Remedy: "one of GeoJSON (.geojson), GeoPackage (.gpkg), Shapefile (.shp), or a .zip with one of them"}
}
