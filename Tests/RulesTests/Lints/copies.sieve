require ["copy", "fileinto"];
fileinto :copy "secure";
fileinto "plain";
