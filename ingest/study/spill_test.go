package study

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

func TestSpillFilesAreNobodysBusiness(t *testing.T) {
	dir := t.TempDir()
	s, err := newSpill(dir, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	info, err := s.file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the file has mode %v", info.Mode())
	}
	other, err := newSpill(dir, 1)
	if err != nil || other.dir == s.dir {
		t.Errorf("a second spill has %v, %v", other, err)
	}
	if err := other.close(); err != nil {
		t.Error(err)
	}
}

func TestDirectoriesThatCannotBeWrittenTo(t *testing.T) {
	for _, c := range []struct{ name, dir, want string }{
		{"not there", filepath.Join(t.TempDir(), "nowhere"), "no such file or directory"},
		{"a file", plainFile(t), "not a directory"},
	} {
		_, err := Load(study(t), "study.yaml", LoadOptions{Memory: 1, Spill: c.dir})
		want := c.dir + ": observations that do not fit into memory cannot be written away: " + c.want + "; choose another directory"
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got  %v\nwant %s", c.name, err, want)
		}
	}
}

func plainFile(t *testing.T) string {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAFullDiskSaysWhichAndWhatToDo(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_RDWR, 0)
	if err != nil {
		t.Skip("needs /dev/full")
	}
	var b indicators.Builder
	b.Append(indicators.Observation{Indicator: "population"})
	s := &spill{within: "/data/tmp", file: full, blocks: make([][]indicators.Spilled, 1)}
	defer s.close()
	err = s.write(&b, func(string) int { return 0 })
	const want = "/data/tmp: observations that do not fit into memory cannot be written away: no space left on device; " +
		"choose another directory with TMPDIR, make room in it, or give the program more memory"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// A file that is cut off or changed behind the program's back is an error, never other numbers.
func TestDamagedSpillFiles(t *testing.T) {
	for name, damage := range map[string]func(*os.File) error{
		"cut off":   func(f *os.File) error { return f.Truncate(100) },
		"emptied":   func(f *os.File) error { return f.Truncate(0) },
		"a new end": func(f *os.File) error { _, err := f.WriteAt([]byte{7}, 60); return err },
	} {
		l, err := Load(study(t), "study.yaml", LoadOptions{Memory: 1, Spill: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		if err := damage(l.spilled.file.file); err != nil {
			t.Fatal(err)
		}
		for table, err := range l.Parts() {
			if table != nil || err == nil || !strings.Contains(err.Error(), "cannot be read back: observations that were written away came back damaged: ") {
				t.Errorf("%s: got %v, %v", name, table, err)
			}
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

// Parts that depend on one another by way of others are one.
func TestDependence(t *testing.T) {
	s := &Study{
		Indicators:  []Indicator{{ID: "e"}, {ID: "d", Denominator: &Denominator{Indicator: "c"}}, {ID: "c"}, {ID: "b"}, {ID: "a"}, {ID: "x"}, {ID: "y"}},
		Parts:       []Parts{{Indicator: "e", Total: "c"}, {Indicator: "b"}},
		Segregation: []Segregation{{ID: "home", Indicator: "x"}, {ID: "school", Indicator: "y", Setting: "school"}},
	}
	d := s.dependence()
	got := make(map[string]int)
	for _, id := range []string{"a", "b", "c", "d", "e", "x", "y", "unknown"} {
		got[id] = d.of(id)
	}
	want := map[string]int{"a": 0, "b": 1, "c": 2, "d": 2, "e": 2, "x": 3, "y": 3, "unknown": 4}
	for id, part := range want {
		if got[id] != part {
			t.Errorf("%s is in part %d, want %d", id, got[id], part)
		}
	}
	s.Composites = []Composite{{Indicators: []CompositePart{{ID: "a"}, {ID: "x"}}, Types: CompositeTypes{Population: "c"}}}
	if d := s.dependence(); d.of("a") != d.of("y") || d.of("a") != d.of("e") || d.of("a") == d.of("b") {
		t.Errorf("with a composite: %v", d.part)
	}
}

func TestDefaultMemoryIsHalfOfWhatThereIs(t *testing.T) {
	have, ok := machineMemory()
	if ok && (have < 64<<20 || DefaultMemory() > have) {
		t.Errorf("the machine has %d bytes, the limit is %d", have, DefaultMemory())
	}
	if DefaultMemory() <= 0 {
		t.Errorf("the limit is %d", DefaultMemory())
	}
}
