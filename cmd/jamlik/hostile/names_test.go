package hostile

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// renamed is the study of jamlik init with other codes of its districts, and with what a function does to its study file.
func renamed(t *testing.T, dir string, codes map[string]string, change func(study string) string) {
	t.Helper()
	for _, name := range []string{"study.yaml", "areas.csv", "background.csv", "employment.csv"} {
		data, err := os.ReadFile(filepath.Join(repository, "cmd/jamlik/template", name))
		if err != nil {
			t.Fatal(err)
		}
		if name == "areas.csv" {
			for from, to := range codes {
				quoted := `"` + strings.ReplaceAll(to, `"`, `""`) + `"`
				data = regexp.MustCompile(`(?m)^`+from+`,|,`+from+`$`).ReplaceAllFunc(data, func(match []byte) []byte {
					return bytes.Replace(match, []byte(from), []byte(quoted), 1)
				})
			}
		}
		if name == "study.yaml" {
			text := strings.Replace(string(data), "highlight: [soder]", "highlight: []", 1)
			if change != nil {
				text = change(text)
			}
			data = []byte(text)
		}
		if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, name), data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCodesNameNoFilesElsewhere publishes areas whose codes would lead out of a directory, are reserved somewhere, or are longer than names of files can be.
func TestCodesNameNoFilesElsewhere(t *testing.T) {
	program, base := buildProgram(t), t.TempDir()
	study, out := filepath.Join(base, "a", "study"), filepath.Join(base, "a", "out")
	long := strings.Repeat("x", 400)
	renamed(t, study, map[string]string{"norr": "../../../b/owned", "soder": `C:\con|<nul>?*"`, "oster": long}, func(text string) string {
		return strings.Replace(strings.Replace(text, "- id: employed", "- id: "+strings.Repeat("employed_", 30)+"x", 1), "{indicator: employed}", "{indicator: "+strings.Repeat("employed_", 30)+"x}", 1)
	})
	if said, err := exec.Command(program, "run", study, "-o", out, "-q", "--formats", "svg").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for _, entry := range append(entries(base), entries(filepath.Join(base, "a"))...) {
		if entry != "a" && entry != "study" && entry != "out" {
			t.Errorf("%s was written beside the result", entry)
		}
	}
	plain := regexp.MustCompile(`^[a-z0-9]+([-_.][a-z0-9]+)*$`)
	files := 0
	err := filepath.WalkDir(out, func(name string, d os.DirEntry, err error) error {
		if files++; err == nil && name != out && (!plain.MatchString(d.Name()) || len(d.Name()) > 255) {
			t.Errorf("a file is called %q", d.Name())
		}
		return err
	})
	if err != nil || files < 100 {
		t.Errorf("%d files, %v", files, err)
	}
}

// TestCodesOfOneFileAreRefused gives two districts codes that would be the same file.
func TestCodesOfOneFileAreRefused(t *testing.T) {
	program, base := buildProgram(t), t.TempDir()
	renamed(t, filepath.Join(base, "study"), map[string]string{"norr": "n/o", "soder": "n-o"}, nil)
	for _, args := range [][]string{{"check", "study"}, {"check", "study", "--format", "json"}, {"run", "study", "-o", "out", "-q"}} {
		cmd := exec.Command(program, args...)
		cmd.Dir = base
		said, err := cmd.CombinedOutput()
		if err == nil || !bytes.Contains(said, []byte(`two figures have the ID "profile-n-o": the codes of two areas or groups differ in nothing that a file name keeps`)) {
			t.Errorf("%s: %v: %s", args[0], err, said)
		}
	}
	if left := entries(base); len(left) != 1 {
		t.Errorf("there is %q", left)
	}
}

// TestStudiesReadNothingElsewhere has a study name files outside its directory, in each place where it can name one.
func TestStudiesReadNothingElsewhere(t *testing.T) {
	program, base := buildProgram(t), t.TempDir()
	secret := filepath.Join(base, "secret.csv")
	if err := os.WriteFile(secret, []byte("area,year,share,employed,persons\nhemligt,2024,1,1,1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	study := filepath.Join(base, "study")
	for _, name := range []string{"../secret.csv", secret, "link.csv", "linked/secret.csv", "./x/../../secret.csv", `..\secret.csv`, "\\x00secret.csv", strings.Repeat("../", 40) + "etc/passwd"} {
		for _, old := range []string{"file: employment.csv", "file: areas.csv", "boundaries"} {
			renamed(t, study, nil, func(text string) string {
				if old == "boundaries" {
					return text + "\nboundaries: \"" + path.Clean(name) + "\"\n"
				}
				return strings.Replace(text, old, "file: \""+strings.ReplaceAll(name, `..\`, `..\\`)+"\"", 1)
			})
			for link, to := range map[string]string{"link.csv": secret, "linked": base} {
				if err := os.Symlink(to, filepath.Join(study, link)); err != nil && !errors.Is(err, os.ErrExist) {
					t.Skipf("links cannot be made here: %v", err)
				}
			}
			said, err := exec.Command(program, "check", study).CombinedOutput()
			if err == nil || bytes.Contains(said, []byte("hemligt")) || bytes.Contains(said, []byte("root:")) || !bytes.Contains(said, []byte("study.yaml")) && !bytes.Contains(said, []byte(".csv")) {
				t.Errorf("%s %q: %v\n%s", old, name, err, said)
			}
		}
	}
}
