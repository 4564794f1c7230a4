# Counts persons with data.table, and measures the inequality of values with laeken: Rscript persons.R PROGRAM TASK DIRECTORY. Prints the answer, a
# key and a number on each line.
args <- commandArgs(TRUE)
text <- file.path(args[3], "persons.csv")
suppressPackageStartupMessages(library(data.table))
tell <- function(...) cat(paste(...), sep = "\n")

if (args[2] == "dissimilarity") {
  persons <- fread(text, select = c("area", "municipality", "year", "group"), showProgress = FALSE)
  cells <- persons[, .(foreign = sum(group == "foreign"), swedish = sum(group == "swedish")), by = .(municipality, year, area)]
  d <- cells[, .(d = sum(abs(foreign / sum(foreign) - swedish / sum(swedish))) / 2), by = .(municipality, year)]
  with(d, tell(municipality, year, sprintf("%.17g", d)))
} else if (args[2] == "values") {
  income <- fread(text, select = "income", showProgress = FALSE)$income
  tell("gini", sprintf("%.17g", laeken::gini(income)$value / 100))
  s <- income / mean(income)
  tell("theil-t", sprintf("%.17g", mean(s * log(s))))
}
