keep;
require "fileinto";
fileinto "x";
if true { require "copy"; }
