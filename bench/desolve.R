# The reference problem by deSolve: equations compiled from C, doses by events before every slot. Rscript desolve.R FOLDER
# The folder holds slopes.so, numbers.csv (a row for each person), start.csv, dosed.csv; states go to found.csv.
suppressPackageStartupMessages(library(deSolve))
folder <- commandArgs(TRUE)[1]
dyn.load(file.path(folder, "slopes.so"))
read <- function(name) as.matrix(read.csv(file.path(folder, name), header = FALSE))
numbers <- read("numbers.csv"); first <- read("start.csv"); dosed <- read("dosed.csv")[, 1] > 0
slots <- length(dosed); hours <- 8; infusion <- 0.25; tolerance <- 1e-8
at <- sort(c(hours * (seq_len(slots) - 1), hours * (which(dosed) - 1) + infusion))
floors <- c(10, 10, 0.1, 1, 100, 1, 100, 1, 1, 1, 1)
one <- function(i) {
  change <- function(t, y, p) {
    slot <- t %/% hours + 1
    begins <- t %% hours == 0
    y[11] <- if (begins && dosed[slot] && y[5] >= 90 && y[6] <= 3) numbers[i, 5] else 0
    y
  }
  found <- ode(
    c(first[i, ], 0), sort(unique(c(at, hours * slots))), "slopes", numbers[i, ], method = "lsoda", rtol = tolerance,
    atol = tolerance * floors, dllname = "slopes", initfunc = "begin", events = list(func = change, time = at)
  )
  found[found[, 1] %% hours == 0 & found[, 1] > 0, 2:11]
}
invisible(one(1))
begin <- proc.time()
all <- lapply(seq_len(nrow(numbers)), one)
taken <- proc.time() - begin
write.table(do.call(rbind, all), file.path(folder, "found.csv"), sep = ",", row.names = FALSE, col.names = FALSE)
cat(sum(taken[1:2]), "\n")
