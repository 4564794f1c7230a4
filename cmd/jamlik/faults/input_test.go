package faults

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// changes are ways to put other contents into a file.
var changes = []struct {
	name string
	put  func(path string, data []byte) error
	torn bool // a reader may find something that is neither
}{
	{"replaced", func(path string, data []byte) error {
		return errors.Join(os.WriteFile(path+".new", data, 0o666), os.Rename(path+".new", path))
	}, false},
	{"overwritten", func(path string, data []byte) error {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.WriteAt(data, 0)
		return errors.Join(err, f.Close())
	}, true},
	{"cut off and written again", func(path string, data []byte) error { return os.WriteFile(path, data, 0o666) }, true},
	{"removed and written again", func(path string, data []byte) error {
		return errors.Join(os.Remove(path), os.WriteFile(path, data, 0o666))
	}, true},
}

// TestInputChanges has a file of a study change to and fro while the study is run, in every way and format: the run fails, or its result is that of one of
// the two contents, and the manifest says which.
func TestInputChanges(t *testing.T) {
	for _, ext := range []string{".csv", ".parquet", ".xlsx", ".json"} {
		p := newPlace(t)
		p.must(t, "init", "study")
		study, err := os.ReadFile(p.path("study/study.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		study = bytes.Replace(study, []byte("file: background.csv"), []byte("file: data"+ext), 1)
		if ext == ".json" { // JSON-stat has no name for the column of its values
			study = bytes.Replace(study, []byte("value: persons}"), []byte("value: value}"), 1)
		}
		if err := os.WriteFile(p.path("study/study.yaml"), study, 0o666); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(p.path("study/background.csv"))
		if err != nil {
			t.Fatal(err)
		}
		results := map[string]map[string]string{} // sum of the data → its result
		var contents [][]byte
		for _, persons := range []string{",1104", ",1204"} {
			if err := os.WriteFile(p.path("data.csv"), bytes.Replace(text, []byte(",1104"), []byte(persons), 1), 0o666); err != nil {
				t.Fatal(err)
			}
			if ext == ".csv" {
				if err := os.Rename(p.path("data.csv"), p.path("study/data.csv")); err != nil {
					t.Fatal(err)
				}
			} else {
				p.must(t, "data", "convert", "data.csv", "study/data"+ext)
			}
			data, err := os.ReadFile(p.path("study/data" + ext))
			if err != nil {
				t.Fatal(err)
			}
			contents = append(contents, data)
			p.must(t, "run", "study", "-o", "out", "--formats", "svg", "--charts", "none", "-q")
			results[read(t, p.path("out"), "data"+ext)] = tree(t, p.path("out"))
		}
		for _, c := range changes {
			t.Run(ext[1:]+" is "+c.name, func(t *testing.T) {
				path := p.path("study/data" + ext)
				stop := toAndFro(func(i int) error { return c.put(path, contents[i%2]) })
				whole, failed := 0, 0
				for range times(t, 2) {
					o := ended(t, p.command("run", "study", "-o", "out", "--formats", "svg", "--charts", "none", "-q"))
					if o.code != 0 {
						failed++
						if o.code != 1 || !strings.Contains(o.stderr, "data"+ext) {
							t.Errorf("status %d\n%s", o.code, o.stderr)
						}
						continue
					}
					whole++
					got, sum := tree(t, p.path("out")), read(t, p.path("out"), "data"+ext)
					if want, ok := results[sum]; !ok && !c.torn {
						t.Error("the manifest has a sum that the file never had")
					} else if ok && !maps.Equal(got, want) {
						t.Error("the result is not that of the file in the manifest")
					}
				}
				if err := stop(); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, contents[0], 0o666); err != nil {
					t.Fatal(err)
				}
				t.Logf("%d runs were refused, %d ran", failed, whole)
			})
		}
	}
}

// toAndFro does something again and again until it is stopped, which returns what went wrong.
func toAndFro(do func(i int) error) (stop func() error) {
	end, stopped := make(chan struct{}), make(chan error)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-end:
				stopped <- nil
				return
			case <-time.After(time.Millisecond):
			}
			if err := do(i); err != nil {
				<-end
				stopped <- err
				return
			}
		}
	}()
	return func() error { close(end); return <-stopped }
}

// TestSnapshotChanges has one of the answers that a snapshot is made of change to and fro while the study is run, in every way: the run fails and says which, or its result is
// that of the answer as it was fetched.
func TestSnapshotChanges(t *testing.T) {
	p, s := newPlace(t), newServer(t, 0)
	areas := "code,name,level,version,parent\n0114,Liten stad,city,2025,\n"
	for _, code := range regions {
		areas += strings.TrimSuffix(code, "_DeSO2025") + ",,deso,2025,0114\n"
	}
	study := `id: small
title: {sv: Liten stad}
date: 2026-11-20
city: 0114
version: 2025
areas: [{file: areas.csv}]
themes: [{id: people, name: {sv: Människor}}]
sources: [{id: agency, publisher: {sv: Myndigheten}}]
indicators:
  - {id: population, name: {sv: Folkmängd}, theme: people, kind: count, better: none, source: agency}
fetch:
  - {id: people, api: pxweb2, base: ` + s.URL + `/api/v2, table: TAB1, select: {Region: ["*"], ContentsCode: ["*"], Tid: ["*"]}}
data:
  - {fetch: people, source: agency, constant: {indicator: population}}
`
	if err := errors.Join(os.Mkdir(p.path("study"), 0o777), os.WriteFile(p.path("study/areas.csv"), []byte(areas), 0o666), os.WriteFile(p.path("study/study.yaml"), []byte(study), 0o666)); err != nil {
		t.Fatal(err)
	}
	p.must(t, "fetch", "study", "-q")
	run := []string{"run", "study", "-o", "out", "--formats", "svg", "--charts", "none", "-q"}
	p.must(t, run...)
	want := tree(t, p.path("out"))
	var parts []string
	for name := range bodies(t, p.path("study/snapshots")) {
		parts = append(parts, name)
	}
	slices.Sort(parts)
	if len(parts) < 3 {
		t.Fatalf("the snapshot has the answers %q", parts)
	}
	name := parts[1]
	path := p.path("study/snapshots/" + name)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Replace(sound, []byte("10"), []byte("90"), 1) // a figure
	if bytes.Equal(other, sound) {
		t.Fatalf("%s has no figure to change", name)
	}
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			stop := toAndFro(func(i int) error { return c.put(path, [][]byte{sound, other}[i%2]) })
			whole, failed := 0, 0
			for range times(t, 2) {
				switch o := ended(t, p.command(run...)); {
				case o.code == 0:
					whole++
					same(t, "the result", tree(t, p.path("out")), want)
				case o.code != 1 || !strings.Contains(o.stderr, "snapshots/"+name):
					t.Errorf("status %d\n%s", o.code, o.stderr)
				default:
					failed++
				}
			}
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, other, 0o666); err != nil {
				t.Fatal(err)
			}
			if o := ended(t, p.command(run...)); o.code != 1 || !strings.Contains(o.stderr, "snapshots/"+name) {
				t.Errorf("with another figure: status %d\n%s", o.code, o.stderr)
			}
			same(t, "the earlier result", tree(t, p.path("out")), want)
			t.Logf("%d runs were refused, %d ran", failed, whole)
		})
	}
}

// read is the sum that a result's manifest has of an input.
func read(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(dir + "/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Inputs []struct{ Name, SHA256 string }
	}
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	for _, in := range m.Inputs {
		if in.Name == name {
			return in.SHA256
		}
	}
	t.Fatalf("the manifest names no input %s", name)
	return ""
}

// TestConvertedInputChanges appends to a file while it is converted, and cuts it off.
func TestConvertedInputChanges(t *testing.T) {
	p := newPlace(t)
	writeTable(t, p.path("small.csv"), 10)
	for name, change := range map[string]func() error{
		"appended to": func() error {
			f, err := os.OpenFile(p.path("in.csv"), os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			_, err = f.WriteString("a99999,2000,1,more\n")
			return errors.Join(err, f.Close())
		},
		"cut off": func() error { return os.Truncate(p.path("in.csv"), 5000) },
	} {
		for _, out := range []string{"out.csv", "out.parquet"} {
			writeTable(t, p.path("in.csv"), 300_000)
			p.must(t, "data", "convert", "small.csv", out)
			before := tree(t, p.dir)[out]
			cmd := p.command("data", "convert", "in.csv", out)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			waitFor(t, func() bool { // until the file is open
				_, err := os.Stat(p.path("." + out + ".jamlik-new"))
				return err == nil
			})
			if err := change(); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Wait(); err == nil {
				t.Errorf("%s, %s: the conversion succeeds", name, out)
			}
			if text := stderr.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "in.csv: the file changed while it was being read; wait until it is written, and run this again") {
				t.Errorf("%s, %s: the message is\n%s", name, out, text)
			}
			if tree(t, p.dir)[out] != before {
				t.Errorf("%s, %s: the earlier file is another", name, out)
			}
			if list := entries(t, p.dir); strings.HasPrefix(list[0], ".") {
				t.Errorf("%s, %s: left over: %v", name, out, list)
			}
		}
	}
}

// TestManifestSums holds the sums of a result's inputs to those of the files that the study has.
func TestManifestSums(t *testing.T) {
	p := newPlace(t)
	p.study(t)
	p.must(t, "run", "study", "-o", "out", "--formats", "svg", "--charts", "none", "-q")
	for _, name := range []string{"study.yaml", "areas.csv", "employment.csv", "background.parquet"} {
		data, err := os.ReadFile(p.path("study/" + name))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		if got := read(t, p.path("out"), name); got != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: the manifest has %s", name, got)
		}
	}
}
