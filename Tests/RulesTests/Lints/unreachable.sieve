require "fileinto";
if true {
    stop;
    fileinto "secure";
}
stop;
keep;
keep;
