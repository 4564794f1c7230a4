package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"
)

// template is the study that init writes: small, fictional, and commented line by line.
//
//go:embed template
var template embed.FS

func (p *program) initCommand() *cobra.Command {
	var f cityFlags
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Write a commented study to start from",
		Long: `Write a small commented study into DIR, which must be new or empty. It is about a fictional town and runs as it is; replace its files
with your own, one at a time.

With --city the study is about a Swedish municipality, and takes its indicators from the built-in catalogue; jamlik fetch then brings their
figures. --areas is a map (GeoJSON, GeoPackage) of its DeSO with their RegSO as attributes, as Statistics Sweden publishes it, which is copied into the
study, or a table of them without a map. Each RegSO is taken as a district at first: put your own districts in areas.csv.`,
		Example: `  jamlik init my-study
  jamlik run my-study -o out
  jamlik init lillkoping --city 9901 --name Lillköping --areas key.csv`,
		Args: positional(1, 1, "one directory"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.city == "" {
				for _, flag := range []string{"name", "areas", "use", "area-version", "date"} {
					if cmd.Flags().Changed(flag) {
						return usagef("--%s goes with --city", flag)
					}
				}
				files, err := fs.Sub(template, "template")
				if err != nil {
					return err
				}
				return p.writeStudy(args[0], func(stage string) error { return os.CopyFS(stage, files) })
			}
			files, err := f.files()
			if err != nil {
				return err
			}
			return p.writeStudy(args[0], func(stage string) error {
				for name, data := range files {
					if err := os.WriteFile(filepath.Join(stage, name), data, 0o666); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.city, "city", "", "code of a municipality, such as 1490")
	fl.StringVar(&f.name, "name", "", "with --city: what the municipality is called")
	fl.StringVar(&f.areas, "areas", "", "with --city: map or table of DeSO with the codes and names of their RegSO")
	fl.StringVar(&f.version, "area-version", "2025", "with --city: delimitation of the areas")
	fl.StringSliceVar(&f.use, "use", firstIndicators, "with --city: indicators of the catalogue")
	fl.StringVar(&f.date, "date", "", "with --city: date of the study; today where empty")
	if err := cmd.RegisterFlagCompletionFunc("use", completeIndicators); err != nil {
		panic(err) // there is no such flag
	}
	return cmd
}

// writeStudy makes a directory with what write puts into it, or fills one that is empty. It is written beside and renamed, the study file last, so that
// half a study is never taken for one.
func (p *program) writeStudy(dir string, write func(stage string) error) error {
	made, parent := false, dir
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		made, parent = true, filepath.Dir(filepath.Clean(dir))
	case err != nil:
		return unwritable(dir, err)
	case !info.IsDir():
		return fmt.Errorf("%s: is a file; choose a new directory", dir)
	}
	defer unfinished.hold()()
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return unwritable(dir, err)
	}
	if !made {
		if entries, err := os.ReadDir(dir); err != nil {
			return unwritable(dir, err)
		} else if len(entries) > 0 {
			return fmt.Errorf("%s: is not empty; choose a new directory", dir)
		}
	}
	stage, err := os.MkdirTemp(parent, ".jamlik-init-*")
	if err != nil {
		return unwritable(dir, err)
	}
	err = errors.Join(write(stage), os.Chmod(stage, 0o755))
	if err == nil && made {
		err = os.Rename(stage, dir)
	} else if err == nil {
		err = moveStudy(stage, dir)
	}
	if err != nil {
		return unwritable(dir, errors.Join(err, os.RemoveAll(stage)))
	}
	fmt.Fprintf(p.stdout, "%s\n", filepath.Join(dir, studyName))
	return nil
}

// moveStudy moves the files of a study from stage into an empty directory, or none of them, and removes stage.
func moveStudy(stage, dir string) error {
	entries, err := os.ReadDir(stage)
	if err != nil {
		return err
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == studyName })
	move := func(name string) error { return os.Rename(filepath.Join(stage, name), filepath.Join(dir, name)) }
	for i := 0; i < len(entries) && err == nil; i++ {
		err = move(entries[i].Name())
	}
	if err == nil {
		err = move(studyName)
	}
	if err != nil {
		for _, e := range entries {
			_ = os.Remove(filepath.Join(dir, e.Name())) // which may not be there yet
		}
		return err
	}
	return os.Remove(stage)
}

// today is the day on which a study is begun.
func today() string { return time.Now().Format(time.DateOnly) }
