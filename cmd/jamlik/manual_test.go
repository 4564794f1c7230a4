package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// fixtures are the files that examples speak of.
var fixtures = map[string]string{
	"people.csv":     "area,district,foreign,swedish,count\nA,N,30,10,4\nB,N,10,30,40\nC,S,5,30,35\nD,S,8,20,28\nE,S,9,25,34\n",
	"deso.csv":       "area,year,foreign,swedish,population\nA,2025,25,15,40\nB,2025,10,30,40\n",
	"years.csv":      "area,district,year,foreign,swedish\nA,N,2020,25,15\nB,S,2020,10,30\nC,S,2020,5,20\nA,N,2025,25,5\nB,S,2025,10,20\nC,S,2025,5,20\n",
	"brackets.csv":   "area,b1,b2,b3,b4,b5,b6\nA,30,10,20,8,6,4\nB,10,30,20,7,5,9\n",
	"households.csv": "area,income\nA,210\nA,305\nA,180\nB,420\nB,390\nB,150\nB,700\nC,250\n",
	"long.csv":       "school,background,pupils\nS1,foreign,30\nS1,swedish,10\nS2,foreign,10\nS2,swedish,30\n",
	"income.csv":     "area,income,population\nA,210.5,1200\nB,340,900\nC,280,1000\n",
	"persons-1.csv":  "deso,year,age,background,income,weight\nA,2025,30,foreign,210,1.5\nA,2025,40,swedish,300,1\nB,2025,25,foreign,190,1.25\nB,2025,64,swedish,410,1\nB,2025,17,swedish,,1\n",
	"export.csv":     "area;share\n0114;1,5\n0115;2,25\n",
	"counts.csv":     "area,sex,persons\nN,women,3\nN,men,40\nS,women,50\nS,men,60\nN,total,43\nS,total,110\n9900,women,53\n9900,men,100\n9900,total,153\n",
	"values.csv":     "area,share,poor,persons\nNorr,12,120,1000\nSöder,30,240,800\nÖster,5,45,900\nLillköping,15,405,2700\n",
	"register.csv":   "area,municipality,year,background\nA,1490,2024,foreign\nA,1490,2024,swedish\nB,1490,2024,swedish\nB,1490,2024,swedish\n",
	"big.csv":        "area,value\n0114,1\n0115,2\n",
	"key.csv":        "Kommun,DeSO_2025,RegSO_2025,RegSOkod_2025\n9901,9901A0010,Norra,9901R001\n9901,9901A0020,Södra,9901R002\n",
	"table.json": `{"version": "2.0", "class": "dataset", "id": ["Region", "Tid"], "size": [2, 1], "value": [71.5, null],
"dimension": {"Region": {"category": {"index": ["0114A0010", "0114A0020"]}}, "Tid": {"category": {"index": ["2024"]}}}}`,
}

// TestExamplesWork runs every command line of README.md, of the manual in doc.go and of the help, in that order and in one directory.
func TestExamplesWork(t *testing.T) {
	if testing.Short() {
		t.Skip("runs every command of the manual")
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	repo, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	examples := readmeCommands(t, string(readme))
	inReadme := len(examples)
	examples = append(examples, manualCommands(string(manual))...)
	inManual := len(examples) - inReadme
	walkCommands(new(program).rootCommand(), func(c *cobra.Command) {
		for line := range strings.Lines(c.Example) {
			command, _, _ := strings.Cut(strings.TrimSpace(line), "  ") // two spaces and an explanation may follow
			examples = append(examples, command)
		}
	})
	if inReadme < 10 || inManual < 1 || len(examples) < inReadme+inManual+15 {
		t.Fatalf("found %d examples in README.md, %d in doc.go, %d in all: too few", inReadme, inManual, len(examples))
	}
	t.Chdir(t.TempDir())
	if err := os.Symlink(filepath.Join(repo, "testdata"), "testdata"); err != nil {
		t.Skip("the examples need a symbolic link: ", err)
	}
	for name, text := range exampleFiles() {
		if _, ok := fixtures[name]; !ok {
			fixtures[name] = text
		}
	}
	for name, text := range fixtures {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	jamlik(t, "init", "my-nation") // which is small: the generator of the large one has tests of its own
	jamlik(t, "init", "my-study")  // also the first example in README.md, which is left out below
	for _, earlier := range []string{"out-2025", "out-2026"} {
		jamlik(t, "run", "my-study", "-o", earlier, "--formats", "svg", "--charts", "none")
	}
	done := map[string]bool{"jamlik init my-study": true}
	for _, example := range examples {
		if done[example] {
			continue
		}
		done[example] = true
		args, ok := strings.CutPrefix(example, "jamlik")
		if !ok {
			t.Errorf("%s: is no command of this program", example)
			continue
		}
		if strings.HasPrefix(args, " fetch") || strings.HasPrefix(args, " engine load") || strings.Contains(args, " --engine ") { // would call the world, or a database
			understood(t, example, words(args))
			continue
		}
		if strings.HasPrefix(args, " run") && !strings.Contains(args, "--formats") && !strings.Contains(args, "--only") {
			args += " --formats svg" // what else is drawn is tested elsewhere
		}
		if code, _, stderr := tryJamlik(words(args)...); code != exitDone {
			t.Errorf("%s: exit status %d\n%s", example, code, stderr)
		}
	}
	for _, name := range []string{"jamlik-out/rapport.html", "jamlik-out/report.html", "out/rapport.html", "schools.parquet"} {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("after all examples: %v", err)
		}
	}
}

// understood checks that a command line is of the program without running it.
func understood(t *testing.T, example string, args []string) {
	t.Helper()
	cmd, rest, err := new(program).rootCommand().Find(args)
	if err == nil {
		err = cmd.ParseFlags(rest)
	}
	if err == nil {
		err = cmd.ValidateArgs(cmd.Flags().Args())
	}
	if err != nil {
		t.Errorf("%s: %v", example, err)
	}
}

// readmeCommands returns the commands of the shell blocks that call the program. Others must be of Go's own tools.
func readmeCommands(t *testing.T, readme string) []string {
	var out []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readme, -1) {
		for line := range strings.Lines(strings.ReplaceAll(block[1], "\\\n", " ")) {
			command, _, _ := strings.Cut(line, "#")
			command = strings.Join(strings.Fields(command), " ")
			if args, ok := strings.CutPrefix(command, "go run ./cmd/jamlik"); ok {
				command = "jamlik" + args
			}
			switch {
			case strings.HasPrefix(command, "jamlik "):
				out = append(out, command)
			case command == "", strings.HasPrefix(command, "go test "), strings.HasPrefix(command, "go install ./cmd/jamlik"), command == "go run ./testdata/nation -o my-nation":
			default:
				t.Errorf("README.md shows %q, which this test does not know", command)
			}
		}
	}
	return out
}

// manualCommands returns the indented command lines of a doc comment that are no synopsis.
func manualCommands(source string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`(?m)^//\t(jamlik .*)$`).FindAllStringSubmatch(source, -1) {
		if !strings.ContainsAny(m[1], "[|") && !regexp.MustCompile(`\b(DIR|STUDY|NUMBER|OLD|SHELL)\b`).MatchString(m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// words splits a command line at spaces outside of single quotes.
func words(line string) []string {
	var out []string
	for _, w := range regexp.MustCompile(`'([^']*)'|\S+`).FindAllString(line, -1) {
		out = append(out, strings.Trim(w, "'"))
	}
	return out
}

func walkCommands(c *cobra.Command, f func(*cobra.Command)) {
	f(c)
	for _, sub := range c.Commands() {
		walkCommands(sub, f)
	}
}

// TestEveryCommandHelps wants a sentence, an example and an explanation of every flag from each command.
func TestEveryCommandHelps(t *testing.T) {
	n := 0
	walkCommands(new(program).rootCommand(), func(c *cobra.Command) {
		n++
		path := strings.Fields(c.CommandPath())
		if c.Short == "" || c.Example == "" {
			t.Errorf("%s: no short description or no example", c.CommandPath())
		}
		code, stdout, stderr := tryJamlik(append(path[1:], "--help")...)
		if code != exitDone || stderr != "" {
			t.Errorf("%s --help: exit status %d\n%s", c.CommandPath(), code, stderr)
		}
		for _, want := range []string{"Usage:", "Examples:", "--help"} {
			if !strings.Contains(stdout, want) {
				t.Errorf("%s --help does not say %q", c.CommandPath(), want)
			}
		}
		for line := range strings.Lines(stdout) {
			if flag := regexp.MustCompile(`^ +(-\w, )?--[\w-]+( \w+)?\s*$`).FindString(line); flag != "" {
				t.Errorf("%s: flag %s has no explanation", c.CommandPath(), strings.TrimSpace(flag))
			}
		}
	})
	if n < 12 {
		t.Errorf("only %d commands", n)
	}
}

// TestManualNamesEveryCommand holds the synopsis in doc.go to the commands there are.
func TestManualNamesEveryCommand(t *testing.T) {
	manual, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range new(program).rootCommand().Commands() {
		if !bytes.Contains(manual, []byte("//\tjamlik "+c.Name()+" ")) {
			t.Errorf("doc.go does not show jamlik %s", c.Name())
		}
		for _, sub := range c.Commands() {
			if !regexp.MustCompile(`//\tjamlik ` + c.Name() + `[ \w|]*\b` + sub.Name() + `\b`).Match(manual) {
				t.Errorf("doc.go does not show jamlik %s %s", c.Name(), sub.Name())
			}
		}
	}
}
