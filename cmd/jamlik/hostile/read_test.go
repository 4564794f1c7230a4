package hostile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/formats"
	"github.com/jamlik/jamlik/ingest/geo"
	maps "github.com/jamlik/jamlik/ingest/geo/formats"
	"github.com/jamlik/jamlik/ingest/snapshot"
	"github.com/jamlik/jamlik/ingest/study"
)

// garden is the sound files by name, and the names in order.
type garden struct {
	files map[string][]byte
	names []string
}

func readGarden(dir string) (garden, error) {
	g := garden{files: map[string][]byte{}}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		g.names = append(g.names, name)
		g.files[name], err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		return err
	})
	return g, err
}

// input is one damaged file.
type input struct {
	seed, damage string // of which file, in which ways
	name         string
	data         []byte
}

func (in input) String() string { return in.seed + ": " + in.damage }

// most is the size of the largest input: what is longer is cut off.
const most = 4 << 20

// damaged makes input i of a campaign. Most are damaged once, some twice or three times.
func (g garden) damaged(seed uint64, i int) input {
	rnd := rand.New(rand.NewPCG(seed, uint64(i)))
	in := input{seed: g.names[i%len(g.names)]}
	in.name, in.data = in.seed, g.files[in.seed]
	times := 1
	if rnd.IntN(4) == 0 {
		times += 1 + rnd.IntN(2)
	}
	for range times {
		m := mutations[rnd.IntN(len(mutations))]
		in.damage += ", " + m.name
		in.name, in.data = m.apply(rnd, in.name, in.data)
	}
	in.damage = strings.TrimPrefix(in.damage, ", ")
	if len(in.data) > most {
		in.data = in.data[:most]
	}
	return in
}

// kind is what a file is read as.
func (in input) kind() string {
	switch {
	case strings.HasPrefix(in.seed, "study/"):
		return "study: " + path.Base(in.seed)
	case in.seed == "snapshot.json":
		return "snapshot"
	case strings.HasPrefix(in.seed, "squares."):
		return "shapefile " + path.Ext(in.seed)
	case strings.HasPrefix(in.seed, "map."):
		return "map " + path.Ext(in.seed)
	}
	return "table " + path.Ext(in.seed)
}

// read reads the input as the program does, to the end. It returns how much there was.
func (g garden) read(in input) (int, error) {
	switch kind, _, _ := strings.Cut(in.kind(), " "); kind {
	case "study:":
		files := fstest.MapFS{}
		for name, data := range g.files {
			if rest, ok := strings.CutPrefix(name, "study/"); ok {
				files[rest] = &fstest.MapFile{Data: data}
			}
		}
		files[path.Base(in.seed)] = &fstest.MapFile{Data: in.data}
		l, err := study.Load(files, "study.yaml", study.LoadOptions{})
		if err != nil {
			return 0, err
		}
		return l.Table.Len(), nil
	case "snapshot":
		s, err := snapshot.Read(fstest.MapFS{"people/snapshot.json": {Data: in.data}}, "people")
		return len(s.Parts), err
	case "map", "shapefile":
		main := in.name
		if kind == "shapefile" && main == in.seed {
			main = "squares.shp"
		}
		layer, err := maps.Read(main, func(wanted string) (ingest.Input, error) {
			data := in.data
			if wanted != in.name {
				var ok bool
				if data, ok = g.files[wanted]; !ok {
					return ingest.Input{}, fmt.Errorf("%s: %w", wanted, fs.ErrNotExist)
				}
			}
			return ingest.Input{Name: wanted, Data: bytes.NewReader(data), Size: int64(len(data))}, nil
		}, geo.Options{})
		if err != nil {
			return 0, err
		}
		return len(layer.Features), nil
	}
	return readTable(in)
}

func readTable(in input) (rows int, err error) {
	format, err := formats.All.Detect(in.name, in.data[:min(len(in.data), 4096)])
	if err != nil {
		return 0, err
	}
	r, err := format.Open(ingest.Input{Name: in.name, Data: bytes.NewReader(in.data), Size: int64(len(in.data))}, ingest.Options{})
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for {
		b, err := r.Next()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return rows, err
		}
		n := int(b.Record.NumRows())
		if n == 0 || n != len(b.Lines) || int(b.Record.NumCols()) != r.Schema().NumFields() {
			return rows, fmt.Errorf("WRONG: a batch of %d rows with %d lines and %d columns of %d", n, len(b.Lines), b.Record.NumCols(), r.Schema().NumFields())
		}
		for _, c := range b.Record.Columns() {
			_ = c.ValueStr(n - 1) // it can be looked at
		}
		rows += n
	}
}

// wanting says what is wrong with an error as a message to people, "" if nothing is.
func wanting(in input, err error) string {
	text := err.Error()
	named := strings.Contains(text, path.Base(in.name)) || strings.HasPrefix(in.seed, "squares.") && strings.Contains(text, "squares.")
	switch {
	case strings.HasPrefix(text, "WRONG"):
		return "reads wrongly"
	case !named && !strings.HasPrefix(in.seed, "study/") && in.seed != "snapshot.json":
		return "the file is not named"
	case in.seed == "snapshot.json" && !strings.Contains(text, "people"):
		return "the snapshot is not named"
	case strings.HasPrefix(in.seed, "study/") && !strings.Contains(text, ".csv") && !strings.Contains(text, ".yaml"):
		return "no file of the study is named"
	case len(text) > 1<<20:
		return "a message of " + fmt.Sprint(len(text)) + " bytes"
	case slices.ContainsFunc(strings.Split(text, "\n"), func(line string) bool { return len(line) > 5000 }):
		return "a line of more than 5000 bytes"
	}
	return ""
}

// outcome of reading an input.
func (g garden) outcome(in input) (what, message string) {
	defer func() {
		if p := recover(); p != nil {
			stack := make([]byte, 4<<10)
			what, message = "panic", fmt.Sprint(p, "\n", string(stack[:runtime.Stack(stack, false)]))
		}
	}()
	rows, err := g.read(in)
	var problem indicators.Problem
	switch {
	case err == nil && rows == 0:
		return "read, empty", ""
	case err == nil:
		return "read", ""
	}
	if flaw := wanting(in, err); flaw != "" {
		return "poor message", flaw + ": " + err.Error()
	}
	if errors.As(err, &problem) {
		return "refused", err.Error()
	}
	return "refused otherwise", err.Error()
}
