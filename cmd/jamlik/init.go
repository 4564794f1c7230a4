package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// template is the study that init writes: small, fictional, and commented line by line.
//
//go:embed template
var template embed.FS

func (p *program) initCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Write a commented study to start from",
		Long: `Write a small commented study into DIR, which must be new or empty. It is about a fictional town and runs as it is; replace its files
with your own, one at a time.`,
		Example: "  jamlik init my-study\n  jamlik run my-study -o out",
		Args:    positional(1, 1, "one directory"),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := args[0]
			entries, err := os.ReadDir(dir)
			if err == nil && len(entries) > 0 {
				return fmt.Errorf("%s: is not empty; choose a new directory", dir)
			}
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return plainPathError(err)
			}
			files, err := fs.Sub(template, "template")
			if err != nil {
				return err
			}
			// Written beside and renamed, so that a directory with half a study never appears.
			if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o777); err != nil {
				return err
			}
			stage, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".jamlik-init-*")
			if err != nil {
				return err
			}
			if err := errors.Join(os.CopyFS(stage, files), os.Chmod(stage, 0o755)); err != nil {
				return errors.Join(err, os.RemoveAll(stage))
			}
			if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return errors.Join(err, os.RemoveAll(stage))
			}
			if err := os.Rename(stage, dir); err != nil {
				return errors.Join(err, os.RemoveAll(stage))
			}
			fmt.Fprintf(p.stdout, "%s\n", filepath.Join(dir, studyName))
			return nil
		},
	}
}
