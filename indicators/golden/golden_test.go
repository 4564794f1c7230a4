package golden

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// verdict is a test that only notes how it ended.
type verdict struct {
	testing.TB
	end string
}

func (v *verdict) Helper()               {}
func (v *verdict) Skip(...any)           { v.end = "skipped"; runtime.Goexit() }
func (v *verdict) Fatal(...any)          { v.end = "failed"; runtime.Goexit() }
func (v *verdict) Fatalf(string, ...any) { v.end = "failed"; runtime.Goexit() }

func TestAbsentDataSkipUnlessRequired(t *testing.T) {
	for _, c := range []struct {
		name, require string
		there         bool
		want          string
	}{
		{"absent", "", false, "skipped"},
		{"absent, others required", "browser,servers", false, "skipped"},
		{"absent and required", "browser,shared", false, "failed"},
		{"there without the file", "", true, "failed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			repo := filepath.Join(root, "repo", "package")
			if err := os.MkdirAll(repo, 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(root, "repo", "go.mod"), nil, 0o666); err != nil {
				t.Fatal(err)
			}
			if c.there {
				if err := os.Mkdir(filepath.Join(root, "shared"), 0o777); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(repo)
			t.Setenv("JAMLIK_TEST_REQUIRE", c.require)
			v := &verdict{TB: t}
			done := make(chan bool)
			go func() {
				defer close(done)
				Path(v, "golden", "expected.json")
			}()
			<-done
			if v.end != c.want {
				t.Errorf("the test was %q, want %q", v.end, c.want)
			}
		})
	}
}
