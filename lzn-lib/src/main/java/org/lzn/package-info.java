/**
 * Latent Zoning Networks: one Gaussian latent space, shared by every data type.
 *
 * <p>The packages are the paper's nouns; each may use those below it and none above:
 *
 * <pre>
 * cli          the command line
 * cluster      work in pieces, here or on a cluster that exists
 * report       the paper's tables beside ours, tables and charts over seeds
 * study        the case studies: settings, recipes and scores of each
 * run          a run's plan, folder and record
 * metric       scores of images, latents and labels
 * train        the training loop; optim: optimiser, moving average; checkpoint: its files
 * objective    what is trained for: losses and their steps
 * official     the checkpoints that the paper's authors released
 * task         tasks as compositions of encoders and decoders
 * codec        data types: their encoders and decoders
 * latent       the latent space, zones, latent computation and alignment
 * flow         velocity fields, the linear path, ODE solvers
 * nn           network layers
 * plot         figures, tables, progress bars; any Java kernel or none
 * data         data sets and batches; augment: random changes of images
 * workers      one training in many processes: who holds which rows, sums over them
 * file         whole files, checksums, tensors in files
 * tensor       the ground: constants safe under a gradient, seeded draws, checks
 * </pre>
 *
 * <p>One clock everywhere: t = 0 is noise, t = 1 is data or an anchor.
 *
 * <h2>Bibliography</h2>
 *
 * <dl>
 *   <dt>[Lin25]
 *   <dd>Z. Lin et al., "Latent Zoning Network: A Unified Principle for Generative Modeling,
 *       Representation Learning, and Classification", NeurIPS 2025, arXiv:2509.15591.
 *   <dt>[Liu23]
 *   <dd>X. Liu, C. Gong, Q. Liu, "Flow Straight and Fast: Learning to Generate and Transfer Data
 *       with Rectified Flow", ICLR 2023, arXiv:2209.03003.
 *   <dt>[Song21]
 *   <dd>Y. Song et al., "Score-Based Generative Modeling through Stochastic Differential
 *       Equations", ICLR 2021, arXiv:2011.13456.
 *   <dt>[Lu22]
 *   <dd>C. Lu et al., "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic
 *       Models", 2022, arXiv:2211.01095.
 *   <dt>[Dor80]
 *   <dd>J. R. Dormand, P. J. Prince, "A family of embedded Runge-Kutta formulae", J. Comput. Appl.
 *       Math. 6, 1980.
 *   <dt>[Hai93]
 *   <dd>E. Hairer, S. P. Nørsett, G. Wanner, "Solving Ordinary Differential Equations I", 2nd
 *       edition, Springer 1993.
 *   <dt>[Kin15]
 *   <dd>D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
 *       arXiv:1412.6980.
 *   <dt>[Wu18]
 *   <dd>Y. Wu, K. He, "Group Normalization", ECCV 2018, arXiv:1803.08494.
 *   <dt>[Cho14]
 *   <dd>K. Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder for Statistical
 *       Machine Translation", EMNLP 2014, arXiv:1406.1078.
 *   <dt>[He15]
 *   <dd>K. He et al., "Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet
 *       Classification", ICCV 2015, arXiv:1502.01852.
 *   <dt>[Hig02]
 *   <dd>N. J. Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, SIAM, 2002.
 *   <dt>[He16]
 *   <dd>K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, arXiv:1512.03385.
 *   <dt>[Chen20]
 *   <dd>T. Chen et al., "A Simple Framework for Contrastive Learning of Visual Representations",
 *       ICML 2020, arXiv:2002.05709.
 *   <dt>[He20]
 *   <dd>K. He et al., "Momentum Contrast for Unsupervised Visual Representation Learning", CVPR
 *       2020, arXiv:1911.05722.
 *   <dt>[Xiao17]
 *   <dd>H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking
 *       Machine Learning Algorithms", 2017, arXiv:1708.07747.
 *   <dt>[Heu17]
 *   <dd>M. Heusel et al., "GANs Trained by a Two Time-Scale Update Rule Converge to a Local Nash
 *       Equilibrium", NeurIPS 2017, arXiv:1706.08500.
 *   <dt>[Guo17]
 *   <dd>C. Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, arXiv:1706.04599.
 *   <dt>[Dow82]
 *   <dd>D. C. Dowson, B. V. Landau, "The Fréchet Distance between Multivariate Normal
 *       Distributions", J. Multivariate Analysis 12, 1982.
 *   <dt>[Chan83]
 *   <dd>T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for Computing the Sample Variance", The
 *       American Statistician 37, 1983.
 *   <dt>[Nash21]
 *   <dd>C. Nash et al., "Generating Images with Sparse Representations", ICML 2021,
 *       arXiv:2103.03841.
 *   <dt>[Sal16]
 *   <dd>T. Salimans et al., "Improved Techniques for Training GANs", NeurIPS 2016,
 *       arXiv:1606.03498.
 *   <dt>[Kyn19]
 *   <dd>T. Kynkäänniemi et al., "Improved Precision and Recall Metric for Assessing Generative
 *       Models", NeurIPS 2019, arXiv:1904.06991.
 *   <dt>[Gre12]
 *   <dd>A. Gretton et al., "A Kernel Two-Sample Test", J. Machine Learning Research 13, 2012.
 *   <dt>[Bin18]
 *   <dd>M. Bińkowski et al., "Demystifying MMD GANs", ICLR 2018, arXiv:1801.01401.
 *   <dt>[Jay24]
 *   <dd>S. Jayasumana et al., "Rethinking FID: Towards a Better Evaluation Metric for Image
 *       Generation", CVPR 2024, arXiv:2401.09603.
 *   <dt>[Par22]
 *   <dd>G. Parmar, R. Zhang, J.-Y. Zhu, "On Aliased Resizing and Surprising Subtleties in GAN
 *       Evaluation", CVPR 2022, arXiv:2104.11222.
 *   <dt>[Key81]
 *   <dd>R. G. Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE Trans.
 *       Acoustics, Speech, and Signal Processing 29, 1981.
 *   <dt>[Rad21]
 *   <dd>A. Radford et al., "Learning Transferable Visual Models From Natural Language Supervision",
 *       ICML 2021, arXiv:2103.00020.
 *   <dt>[Sze16]
 *   <dd>C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016,
 *       arXiv:1512.00567.
 *   <dt>[Maa08]
 *   <dd>L. van der Maaten, G. Hinton, "Visualizing Data using t-SNE", J. Machine Learning Research
 *       9, 2008.
 *   <dt>[Los19]
 *   <dd>I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019,
 *       arXiv:1711.05101.
 *   <dt>[Efr93]
 *   <dd>B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", Chapman &amp; Hall, 1993.
 *   <dt>[Choi20]
 *   <dd>Y. Choi et al., "StarGAN v2: Diverse Image Synthesis for Multiple Domains", CVPR 2020,
 *       arXiv:1912.01865.
 *   <dt>[Kar18]
 *   <dd>T. Karras et al., "Progressive Growing of GANs for Improved Quality, Stability, and
 *       Variation", ICLR 2018, arXiv:1710.10196.
 *   <dt>[Kri09]
 *   <dd>A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", technical report,
 *       University of Toronto, 2009.
 *   <dt>[LeC98]
 *   <dd>Y. LeCun et al., "Gradient-Based Learning Applied to Document Recognition", Proceedings of
 *       the IEEE 86, 1998.
 *   <dt>[Rus15]
 *   <dd>O. Russakovsky et al., "ImageNet Large Scale Visual Recognition Challenge", Int. J.
 *       Computer Vision 115, 2015, arXiv:1409.0575.
 *   <dt>[Yu15]
 *   <dd>F. Yu et al., "LSUN: Construction of a Large-Scale Image Dataset using Deep Learning with
 *       Humans in the Loop", 2015, arXiv:1506.03365.
 *   <dt>[Sze15]
 *   <dd>C. Szegedy et al., "Going Deeper with Convolutions", CVPR 2015, arXiv:1409.4842.
 *   <dt>[Smi78]
 *   <dd>A. R. Smith, "Color Gamut Transform Pairs", SIGGRAPH 1978.
 *   <dt>[Hoe70]
 *   <dd>A. E. Hoerl, R. W. Kennard, "Ridge Regression: Biased Estimation for Nonorthogonal
 *       Problems", Technometrics 12, 1970.
 *   <dt>[Cho20]
 *   <dd>M. J. Chong, D. Forsyth, "Effectively Unbiased FID and Inception Score and Where to Find
 *       Them", CVPR 2020, arXiv:1911.07023.
 *   <dt>[Bon15]
 *   <dd>N. Bonneel et al., "Sliced and Radon Wasserstein Barycenters of Measures", J. Mathematical
 *       Imaging and Vision 51, 2015.
 *   <dt>[Ber26]
 *   <dd>Q. Berthet et al., "MIND: Monge Inception Distance for Generative Models Evaluation", 2026,
 *       arXiv:2605.06797.
 *   <dt>[Oqu24]
 *   <dd>M. Oquab et al., "DINOv2: Learning Robust Visual Features without Supervision", TMLR 2024,
 *       arXiv:2304.07193.
 *   <dt>[Ste23]
 *   <dd>G. Stein et al., "Exposing Flaws of Generative Model Evaluation Metrics and Their Unfair
 *       Treatment of Diffusion Models", NeurIPS 2023, arXiv:2306.04675.
 * </dl>
 */
package org.lzn;
